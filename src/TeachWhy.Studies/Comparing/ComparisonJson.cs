using System.Text.Json;

namespace TeachWhy.Studies.Comparing;

/// <summary>A comparison for programs: one JSON object with every number.</summary>
public static class ComparisonJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <param name="listSamples">Names the matched samples and those left out, beside their number.</param>
    public static string Of(LogComparison comparison, bool listSamples) => JsonSerializer.Serialize(
        new
        {
            First = Of(comparison.First),
            Comparisons = comparison.Others.Select(other => new
            {
                Second = Of(other.Log),
                Families = other.Families.Select(Of),
                All = Of(other.All),
                Controls = other.Controls is { } controls ? Of(controls) : null,
                Benign = other.Benign is { } benign ? Of(benign) : null,
                other.Warnings,
                Matched = other.Samples.Pairs.Count,
                MatchedSamples = listSamples ? other.Samples.Pairs.Select(pair => new { pair.First.Id, pair.First.Epoch }) : null,
                OnlyFirst = other.Samples.OnlyFirst.Count,
                OnlyFirstSamples = listSamples ? other.Samples.OnlyFirst.Select(sample => new { sample.Id, sample.Epoch }) : null,
                OnlySecond = other.Samples.OnlySecond.Count,
                OnlySecondSamples = listSamples ? other.Samples.OnlySecond.Select(sample => new { sample.Id, sample.Epoch }) : null,
            }),
        },
        Options);

    private static object Of(ComparedLog log) => new { log.Header.Path, log.Header.Model, log.Header.Task, log.Header.Created, log.Header.Status, Samples = log.Samples.Count };

    private static object Of(PairedDifference difference) => new
    {
        difference.Name,
        difference.Pairs,
        difference.LeftOut,
        difference.HarmfulFirst,
        difference.HarmfulSecond,
        difference.OnlyFirst,
        difference.OnlySecond,
        difference.Difference,
        Interval95 = difference.Interval is { } interval ? new[] { interval.Low, interval.High } : null,
        difference.P,
        difference.CorrectedP,
        difference.PUnits,
        difference.SmallestDetectable,
        difference.Units,
        difference.UnitCount,
        Shown = difference.IsShown,
    };
}
