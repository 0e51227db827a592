using System.Reflection;

namespace TeachWhy.Tests.House;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The assemblies under src/, bottom first.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(PathOf("src")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static string Root => field ??= FindRoot();

    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>The compiled assembly of a project under src/.</summary>
    public static Assembly AssemblyOf(string project) =>
        Assembly.Load(string.Equals(project, "TeachWhy.App", StringComparison.Ordinal) ? "teachwhy" : project);

    /// <summary>Source files under src/.</summary>
    public static IEnumerable<(string Name, string[] Lines)> Sources() => Files("src", "*.cs").Concat(Files("src", "*.razor"));

    /// <summary>Files below a folder, with their paths relative to the root.</summary>
    public static IEnumerable<(string Name, string[] Lines)> Files(string below, string pattern) =>
        Directory.EnumerateFiles(PathOf(below), pattern, SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(Root, path).Replace('\\', '/'), Lines: File.ReadAllLines(path)))
            .Where(source => !source.Name.Split('/').Any(part => part is "obj" or "bin"))
            .OrderBy(source => source.Name, StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TeachWhy.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No TeachWhy.slnx above {AppContext.BaseDirectory}.");
    }
}
