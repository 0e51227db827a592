using System.Reflection;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Studies.Statistics;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TeachWhy.Studies.Plans;

/// <summary>Reads study files: those that ship (studies/) by name, any other by path.</summary>
public static class StudyFile
{
    private const string Prefix = "studies/";
    private const string Extension = ".yaml";

    /// <summary>The names of the studies that ship.</summary>
    public static IReadOnlyList<string> Shipped { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <exception cref="StudyFileException">There is no such study, or its file has a mistake; the message says where.</exception>
    public static Study Load(string nameOrPath)
    {
        if (Shipped.Contains(nameOrPath, StringComparer.Ordinal))
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{nameOrPath}{Extension}")!;
            using var reader = new StreamReader(stream);
            return Parse(reader.ReadToEnd(), $"{nameOrPath}{Extension}");
        }

        if (!File.Exists(nameOrPath))
        {
            throw new StudyFileException($"There is no study '{nameOrPath}', neither by that name ({string.Join(", ", Shipped)}) nor as a file.");
        }

        try
        {
            return Parse(File.ReadAllText(nameOrPath), nameOrPath);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StudyFileException($"The study file {nameOrPath} could not be read: {failure.Message}");
        }
    }

    /// <summary>Reads a study from its YAML text.</summary>
    /// <param name="source">The file's name, for messages.</param>
    public static Study Parse(string yaml, string source)
    {
        StudyText text;
        try
        {
            text = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<StudyText>(yaml)
                ?? throw new StudyFileException($"{source} is empty.");
        }
        catch (YamlException mistake)
        {
            throw new StudyFileException($"{source}, line {mistake.Start.Line}: {mistake.InnerException?.Message ?? mistake.Message}");
        }

        var study = new StudyReading(source).Read(text);
        return study;
    }
}

/// <summary>A study file that cannot be used. The message is one sentence that says where and what is allowed.</summary>
public sealed class StudyFileException(string message) : Exception(message);

/// <summary>A study file as written.</summary>
internal sealed class StudyText
{
    public string? Name { get; set; }
    public string? Title { get; set; }
    public List<ConditionText> Conditions { get; set; } = [];
    public List<ArmText> Arms { get; set; } = [];
    public List<FindingText> Findings { get; set; } = [];
}

internal sealed class ConditionText
{
    public string? Id { get; set; }
    public string? Title { get; set; }
    public string? Description { get; set; }
    public double? AiVillains { get; set; }
    public double? AiDilemmas { get; set; }
    public List<string> Presets { get; set; } = [];
}

internal sealed class ArmText
{
    public string? Id { get; set; }
    public string? Title { get; set; }
    public string? Group { get; set; }
    public string? Description { get; set; }
    public string? Control { get; set; }
    public string? Recipe { get; set; }
    public bool Reasons { get; set; } = true;
    public bool Opposite { get; set; }
    public string? Supervise { get; set; }
    public List<string> Families { get; set; } = [];
    public bool Sweep { get; set; }
}

internal sealed class FindingText
{
    public string? Id { get; set; }
    public string? Claim { get; set; }
    public string? Published { get; set; }
    public List<PublishedText> PublishedRates { get; set; } = [];
    public string? Source { get; set; }
    public List<string> Compare { get; set; } = [];
    public string? Measure { get; set; }
    public string? Expect { get; set; }
    public double Margin { get; set; } = 0.05;
}

internal sealed class PublishedText
{
    public string? Label { get; set; }
    public double Rate { get; set; }
}
