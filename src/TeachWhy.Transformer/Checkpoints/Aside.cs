namespace TeachWhy.Transformer;

/// <summary>Writes beside the place and then moves there: what exists under its name is whole.</summary>
internal static class Aside
{
    /// <summary>Replaces a folder that is there.</summary>
    public static void WriteFolder(string folder, Action<string> write)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var unique = Guid.NewGuid().ToString("N");
        var (aside, replaced) = ($"{folder}.{unique}.tmp", $"{folder}.{unique}.old.tmp");
        Directory.CreateDirectory(aside);
        try
        {
            write(aside);
            if (Directory.Exists(folder))
            {
                // Moved away whole, then deleted: a kill in between leaves no half of a folder under its name.
                Directory.Move(folder, replaced);
            }
            Directory.Move(aside, folder);
        }
        finally
        {
            DeleteIfThere(aside);
            DeleteIfThere(replaced);
        }
    }

    /// <summary>Replaces a file that is there.</summary>
    public static void WriteFile(string path, Action<string> write)
    {
        path = Path.GetFullPath(path);
        var aside = $"{path}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            write(aside);
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
