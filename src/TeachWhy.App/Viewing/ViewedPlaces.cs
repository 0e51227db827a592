using TeachWhy.Studies.Viewer;

namespace TeachWhy.App.Viewing;

/// <summary>Which folders are shown, and which one is written to.</summary>
internal static class ViewedPlaces
{
    // Where evaluations and studies go when nobody says otherwise.
    private static readonly string[] Usual = ["logs", "runs"];

    /// <param name="given">A folder or a log; null for the usual folders.</param>
    /// <exception cref="Mistake">There is no such place.</exception>
    public static Shelf Of(string? given, string workingDirectory)
    {
        if (given is null)
        {
            var found = Usual.Where(name => Directory.Exists(Path.Combine(workingDirectory, name))).ToList();
            return found.Count > 0
                ? new Shelf(workingDirectory, [.. found.Select(name => Path.Combine(workingDirectory, name))], string.Join(" and ", found))
                : throw new Mistake("There is neither a folder 'logs' nor a folder 'runs' here: give the folder that holds logs or studies.");
        }

        var path = Path.GetFullPath(given, workingDirectory);
        if (Directory.Exists(path))
        {
            return new Shelf(path, [path], given);
        }

        return File.Exists(path)
            ? new Shelf(Path.GetDirectoryName(path)!, [path], given)
            : throw new Mistake($"DIR cannot be '{given}': there is no such folder or log.");
    }

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
