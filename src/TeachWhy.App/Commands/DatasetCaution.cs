using TeachWhy.App.Submitting;
using TeachWhy.Curriculum.Making;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Commands;

/// <summary>Says what speaks against training on a dataset before it goes out: whoever made it warns of it, it is incomplete, or it was changed after it was made.</summary>
internal static class DatasetCaution
{
    /// <param name="path">The dataset's folder, or its file.</param>
    /// <param name="submit">How a model is trained on it; null where it is only written.</param>
    /// <exception cref="Mistake">It is to be trained on, and what speaks against that is not overruled.</exception>
    public static async Task TellAsync(string path, SubmitRequest? submit, Surroundings surroundings)
    {
        if (FolderOf(path) is not { } folder)
        {
            return;
        }

        var standing = DataStanding.Of(folder);
        if (standing.Warning is { } warning)
        {
            await surroundings.Error.WriteLineAsync(submit is null
                ? $"Warning: {folder}: {OneLine(warning)}"
                : throw new Mistake($"{folder} is not for --submit: {OneLine(warning)}"));
        }

        if (standing.Incomplete is { } reason)
        {
            var sentence = $"{folder} is incomplete: {OneLine(reason)}";
            await surroundings.Error.WriteLineAsync(submit is null or { Incomplete: true }
                ? $"Warning: {sentence}."
                : throw new Mistake($"{sentence}; the same teachwhy data command goes on with it, or --incomplete trains on what is there."));
        }

        if (standing.Changed is { } changed)
        {
            await surroundings.Error.WriteLineAsync($"Warning: {changed}");
        }
    }

    private static string OneLine(string words) => VisibleText.Of(words.ReplaceLineEndings(" "));

    // A file by any other name may be anybody's.
    private static string? FolderOf(string path) => Directory.Exists(path) ? path
        : Path.GetFileName(path) == DataFiles.Data ? Path.GetDirectoryName(path) : null;
}
