using TeachWhy.Training;

namespace TeachWhy.App.Comparing;

/// <summary>Files that a command writes beside its output.</summary>
internal static class ReportFiles
{
    /// <summary>Writes a file aside and moves it into place; makes the folder above it.</summary>
    public static async Task WriteAsync(string option, string given, string text, Surroundings surroundings)
    {
        var path = Path.GetFullPath(given, surroundings.WorkingDirectory);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync($"{path}.tmp", text);
            File.Move($"{path}.tmp", path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Mistake($"{option} cannot be '{given}': {WorkFolderException.ReasonOf(exception)}.");
        }

        await surroundings.Error.WriteLineAsync($"Wrote {given}.");
    }
}
