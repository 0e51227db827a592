using System.Text.Json;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Making;

namespace TeachWhy.Curriculum.Datasets.Reading;

/// <summary>Pieces of a stage, as the manifest counts them.</summary>
public sealed record RecordedStage(int Written, int Kept, int Unusable);

/// <summary>The dataset that another was made from.</summary>
public sealed record RecordedSource(string? Name, string? Sha256, long Examples, long Tokens, double? TokenDifferencePercent);

/// <summary>What the manifest says of <c>data.jsonl</c>.</summary>
public sealed record RecordedData(string? Sha256, long Examples, long Tokens);

/// <summary>A dataset's manifest as it is read again: every field may be missing, and whatever a later version adds is passed over.</summary>
public sealed record DatasetRecord
{
    private const int MostBytes = 16 << 20;

    /// <summary>Whether all is there that was wanted.</summary>
    public bool? Complete { get; init; }

    /// <summary>What nobody who uses it may overlook; null for nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>Why it ended before; null where it did not.</summary>
    public string? Ended { get; init; }

    public RecordedSettings? Settings { get; init; }

    public RecordedData? Data { get; init; }

    public DataProgress? Progress { get; init; }

    public IReadOnlyDictionary<string, RecordedStage> Stages { get; init; } = new Dictionary<string, RecordedStage>(StringComparer.Ordinal);

    /// <summary>Examples that each gate refused, in the gates' order.</summary>
    public IReadOnlyDictionary<string, long> Gates { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SectionCount> Sections { get; init; } = new Dictionary<string, SectionCount>(StringComparer.Ordinal);

    /// <summary>Examples by whatever else a recipe tells of them: the value and its count, by the name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Details { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);

    /// <summary>The dataset that it was made from; null for none.</summary>
    public RecordedSource? Source { get; init; }

    /// <summary>Why items were left out, and how often.</summary>
    public IReadOnlyDictionary<string, int> Dropped { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>What was taken in all runs; null where nobody knows.</summary>
    public StageUsage? AllRuns { get; init; }

    /// <summary>What the author took in the last run; null for the grammar.</summary>
    public DataUsage? LastRun { get; init; }

    /// <exception cref="InvalidDataException">It is none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static DatasetRecord Read(string path) => Read<DatasetRecord>(path);

    /// <summary>Reads a small file of JSON.</summary>
    internal static T Read<T>(string path)
        where T : class
    {
        var name = Path.GetFileName(path);
        if (new FileInfo(path) is { Length: > MostBytes } file)
        {
            throw new InvalidDataException($"{name} has {file.Length:N0} bytes; {MostBytes:N0} are read at most.");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), DataJson.Options) ?? throw new InvalidDataException($"There is nothing in {name}.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{name} is not as TeachWhy writes it{(failure.Path is { Length: > 1 and < 100 } place ? $": {place} is something else" : "")}.", failure);
        }
    }
}

/// <summary>What a dataset was made with, as far as its files say.</summary>
public sealed record RecordedSettings
{
    public string Recipe { get; init; } = "";

    public string Author { get; init; } = "";

    /// <summary>Who answers were sampled from, where it was not the author.</summary>
    public string? Sampler { get; init; }

    /// <summary>Who judged, where it was not the author.</summary>
    public string? Judge { get; init; }

    public ulong? Seed { get; init; }

    public string? Constitution { get; init; }

    public string? ConstitutionHash { get; init; }

    /// <summary>The constitution's style, where one was asked for.</summary>
    public string? Style { get; init; }

    /// <summary>What the model is called, where it was given a name.</summary>
    public string? ModelName { get; init; }

    /// <summary>What those who made the model are called, where they were given a name.</summary>
    public string? ProviderName { get; init; }

    /// <summary>The share of a source's examples that something was added to, from 0 to 1.</summary>
    public double? Share { get; init; }

    public IReadOnlyList<string> Without { get; init; } = [];

    public string? Injection { get; init; }
}
