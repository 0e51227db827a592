namespace TeachWhy.Studies.Results;

/// <summary>Files that are either whole or not there: written aside in the same folder, then moved.</summary>
internal static class WholeFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var aside = Aside(path);
        File.WriteAllBytes(aside, content);
        File.Move(aside, path, overwrite: true);
    }

    public static void Write(string path, Action<TextWriter> write)
    {
        var aside = Aside(path);
        using (var writer = new StreamWriter(aside) { NewLine = "\n" })
        {
            write(writer);
        }

        File.Move(aside, path, overwrite: true);
    }

    private static string Aside(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp");
    }
}
