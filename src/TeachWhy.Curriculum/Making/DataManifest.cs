using System.Security.Cryptography;
using System.Text;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Examples;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>What went into a dataset, by hash, and what came out, by count.</summary>
internal static class DataManifest
{
    public static object Of(DataReport report, string hash) => new
    {
        Format = 1,
        Warning = report.Settings.Opposite ? "OPPOSITE VALUES: a sign control of the miniature, fit for nothing else." : null,
        Complete = report.Ended is null && report.Progress.Failed == 0,
        report.Ended,
        report.Settings,
        Prompts = report.Settings.Author is "grammar" or "library" ? null : report.Recipe.Stages.Where(stage => !report.Settings.Without.Contains(stage, StringComparer.Ordinal))
            .ToDictionary(stage => stage, stage => HashOf(report.Recipe.PromptOf(stage)), StringComparer.Ordinal),
        Examples = report.Settings.Author is not "grammar" && report.Recipe.ShowsExamples && !report.Settings.Without.Contains(ShownExamples.Name, StringComparer.Ordinal)
            ? HashOf(PromptLibrary.Prompt(Agreement.Prompts, ShownExamples.Name) + string.Concat(ExampleLibrary.Shipped.AsData.Select(shown => ExampleText.Of(shown.Example)))) : null,
        Injection = report.Settings.Injection is { } injection ? HashOf(PromptLibrary.Injection(injection)) : null,
        Data = new { Sha256 = hash, Examples = report.Progress.Passed, Tokens = report.Progress.Tokens, DataMaking.CharactersPerToken },
        report.Progress,
        Source = report.Source is { } source ? new { source.Name, Sha256 = source.Hash, Examples = source.Count, source.Tokens, TokenDifferencePercent = report.Recipe.Matches ? Math.Round(report.TokenDifference, 2) : (double?)null } : null,
        Stages = Sorted(report.Stages),
        report.Gates,
        Sections = Sorted(report.Sections),
        Details = report.Details.Count > 0 ? Sorted(report.Details) : null,
        Dropped = Sorted(report.Drops),
        AllRuns = report.TakenInAll is { Told: > 0 } all ? new { all.Pieces, all.Told, all.Usage, Stages = Sorted(report.Taken) } : null,
        LastRun = report.Usage,
    };

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> counts) => new(counts.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
