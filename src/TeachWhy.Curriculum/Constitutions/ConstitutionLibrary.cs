using System.Reflection;

namespace TeachWhy.Curriculum.Constitutions;

/// <summary>The constitutions that ship with TeachWhy (content/constitution), by their ids.</summary>
public static class ConstitutionLibrary
{
    private const string Folder = "constitution/";
    private const string Ending = ".yaml";
    private const string Default = "teachwhy";

    private static readonly Dictionary<string, Lazy<Constitution>> ByName = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal) && resource.EndsWith(Ending, StringComparison.Ordinal))
        .ToDictionary(resource => resource[Folder.Length..^Ending.Length], resource => new Lazy<Constitution>(() => Read(resource)), StringComparer.Ordinal);

    /// <summary>What an agent should live by: the one that recipes use where none is named.</summary>
    public static Constitution Shipped => ByName[Default].Value;

    /// <summary>The ids of all, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The constitution of an id, read once; null where none of that id ships.</summary>
    public static Constitution? Find(string name) => ByName.GetValueOrDefault(name)?.Value;

    private static Constitution Read(string resource)
    {
        var reading = ConstitutionReader.Read(BuiltInText.Read(resource), Path.GetFileName(resource));
        return reading.Constitution ?? throw new InvalidOperationException($"content/{resource} has mistakes; the first: {reading.Mistakes[0]}");
    }
}
