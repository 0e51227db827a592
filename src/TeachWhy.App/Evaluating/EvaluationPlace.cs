using System.Globalization;
using TeachWhy.Simulation;

namespace TeachWhy.App.Evaluating;

/// <summary>Where an evaluation's log lies.</summary>
internal static class EvaluationPlace
{
    /// <summary>The folder for logs whose place nobody names.</summary>
    public const string Folder = "logs";

    /// <summary>Ends the name of a log that is packed.</summary>
    public const string Packed = ".eval";

    /// <summary>Ends the name of a log that is one JSON object.</summary>
    public const string Plain = ".json";

    private const int MostLetters = 60;

    /// <returns>The named log; else one of these settings that was stopped; else a new one.</returns>
    /// <exception cref="Mistake">The name cannot be a log's.</exception>
    public static string Of(EvaluationRequest request, EvaluationSettings settings, Surroundings surroundings)
    {
        if (request.Log is { } given)
        {
            return given.EndsWith(Packed, StringComparison.Ordinal) || given.EndsWith(Plain, StringComparison.Ordinal) ? given
                : throw new Mistake($"--out cannot be '{given}': the name of a log ends in {Packed} or {Plain}.");
        }

        var folder = Path.GetFullPath(Folder, surroundings.WorkingDirectory);
        var now = surroundings.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH-mm-ss", CultureInfo.InvariantCulture);
        return EvaluationJournal.FindUnfinished(folder, settings)
            ?? Path.Combine(folder, $"{now}_{Name(Path.GetFileNameWithoutExtension(settings.Suite))}_{Name(request.Model.Model)}{Packed}");
    }

    // What a user or a provider calls a model is no path.
    private static string Name(string text)
    {
        var name = string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' ? letter : '-')).Trim('-', '.');
        return name.Length <= MostLetters ? name : name[^MostLetters..].Trim('-', '.');
    }
}
