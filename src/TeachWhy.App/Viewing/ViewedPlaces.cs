using TeachWhy.Studies.Viewer;

namespace TeachWhy.App.Viewing;

/// <summary>Which folders are shown, and which one is written to.</summary>
internal static class ViewedPlaces
{
    // Where evaluations, studies and data go when nobody says otherwise.
    private static readonly string[] Usual = ["logs", "runs", "data"];

    /// <param name="given">Folders, logs and files of examples; none for the usual folders.</param>
    /// <exception cref="Mistake">There is no such place.</exception>
    public static Shelf Of(IReadOnlyList<string> given, string workingDirectory)
    {
        if (given.Count == 0)
        {
            var found = Usual.Where(name => Directory.Exists(Path.Combine(workingDirectory, name))).ToList();
            return found.Count > 0
                ? new Shelf(workingDirectory, [.. found.Select(name => Path.Combine(workingDirectory, name))], string.Join(" and ", found))
                : throw new Mistake("There is no folder 'logs', 'runs' or 'data' here: give the folder that holds logs, studies or datasets.");
        }

        string[] places = [.. given.Select(place => PlaceOf(place, workingDirectory)).Distinct(StringComparer.Ordinal)];
        return new Shelf(RootOf(places), places, string.Join(" and ", given));
    }

    private static string PlaceOf(string given, string workingDirectory)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(given, workingDirectory));
        return Path.Exists(path) ? path : throw new Mistake($"DIR cannot be '{given}': there is no such folder, log or dataset.");
    }

    // What names are told from: the folder that is shown, or the nearest that all are in.
    private static string RootOf(string[] places)
    {
        if (places is [var only])
        {
            return Directory.Exists(only) ? only : Path.GetDirectoryName(only)!;
        }

        var root = Path.GetDirectoryName(places[0]) ?? places[0];
        while (Path.GetDirectoryName(root) is { } above && !places.All(place => IsIn(place, root)))
        {
            root = above;
        }

        return root;
    }

    private static bool IsIn(string place, string folder) => place.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>A folder that is new or empty, so that nothing of an older publication stays behind.</summary>
    /// <exception cref="Mistake">It holds something.</exception>
    public static string NewFolder(string given, string workingDirectory)
    {
        var path = Path.GetFullPath(given, workingDirectory);
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
        {
            throw new Mistake($"--static cannot be '{given}': it must be a new folder, or an empty one.");
        }

        return path;
    }
}
