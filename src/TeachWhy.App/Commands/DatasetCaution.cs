using TeachWhy.Curriculum.Making;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Commands;

/// <summary>Says what speaks against training on a dataset before it goes out: it is incomplete, or it was changed after it was made.</summary>
internal static class DatasetCaution
{
    /// <param name="path">The dataset's folder, or its file.</param>
    /// <exception cref="Mistake">It is incomplete, and that is not allowed.</exception>
    public static async Task TellAsync(string path, bool allowIncomplete, Surroundings surroundings)
    {
        if (FolderOf(path) is not { } folder)
        {
            return;
        }

        var standing = DataStanding.Of(folder);
        if (standing.Incomplete is { } reason)
        {
            var sentence = $"{folder} is incomplete: {VisibleText.Of(reason.ReplaceLineEndings(" "))}";
            await surroundings.Error.WriteLineAsync(allowIncomplete
                ? $"Warning: {sentence}."
                : throw new Mistake($"{sentence}; the same teachwhy data command goes on with it, or --incomplete trains on what is there."));
        }

        if (standing.Changed is { } changed)
        {
            await surroundings.Error.WriteLineAsync($"Warning: {changed}");
        }
    }

    // A file by any other name may be anybody's.
    private static string? FolderOf(string path) => Directory.Exists(path) ? path
        : Path.GetFileName(path) == DataFiles.Data ? Path.GetDirectoryName(path) : null;
}
