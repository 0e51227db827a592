using System.Globalization;
using TeachWhy.Simulation;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Comparing;

/// <summary>Evaluations and their comparisons as a person reads them.</summary>
public static class ComparingTables
{
    /// <summary>The rates of one evaluation, by family.</summary>
    public static TextTable Of(EvaluationSummary summary) => new(
        $"{summary.Header.Model}: {summary.Header.Task}",
        ["Family", "Harmful", "Rate (95% interval)", "Over companies", "Weaker", "Open", "Refused", "Unscored"],
        new HashSet<int> { 1, 4, 5, 6, 7 },
        [
            .. summary.Families.Select(Row),
            Row(summary.All),
            .. new[] { summary.Controls, summary.Benign }.OfType<MeasuredRate>().Select(Row),
        ]);

    /// <summary>One log against the first.</summary>
    public static TextTable Of(LogDifference other, ComparedLog first) => new(
        $"{other.Log.Header.Model} against {first.Header.Model}: second minus first, in points",
        ["Family", "First", "Second", "Difference (95% interval)", "p, corrected", "p over units", "Detectable"],
        new HashSet<int> { 1, 2, 4, 5, 6 },
        [
            .. other.Families.Append(other.All).Concat(new[] { other.Controls, other.Benign }.OfType<PairedDifference>()).Select(Row),
        ]);

    /// <summary>What was and was not shown, a sentence each.</summary>
    public static IEnumerable<string> Conclusions(LogDifference other)
    {
        foreach (var difference in other.Families.Append(other.All).Where(difference => difference.IsShown))
        {
            var units = difference.UnitCount < PairedDifference.EnoughUnits ? $" With {Units(difference)} it speaks for these only." : "";
            yield return $"Shown: {other.Log.Header.Model} did harm {(difference.Difference < 0 ? "less" : "more")} often in {difference.Name}, by {NumberText.Points(difference.Difference!.Value)}.{units}";
        }

        if (!other.All.IsShown)
        {
            yield return other.All switch
            {
                { Pairs: 0 } => "Nothing could be compared: no sample was scored in both logs.",
                { SmallestDetectable: { } smallest } => $"Over all families no difference was shown; one of {NumberText.Points(smallest)} would have been found four times in five.",
                _ => "Over all families no difference was shown, and the units do not differ enough to tell what would have been found.",
            };
        }
    }

    private static IReadOnlyList<string> Row(MeasuredRate rate) =>
    [
        rate.Name,
        $"{Number(rate.Harmful)} of {Number(rate.Scored)}",
        $"{NumberText.Percent(rate.Interval.Rate)} ({NumberText.PercentRange(rate.Interval.Low, rate.Interval.High)})",
        rate.Clustered is { } clustered ? $"± {clustered.StandardError * 100:0.0} ({rate.Clusters})" : $"{NumberText.None} ({rate.Clusters})",
        Number(rate.Weaker), Number(rate.Open), Number(rate.Refused), Number(rate.Unscored),
    ];

    private static IReadOnlyList<string> Row(PairedDifference difference) =>
    [
        difference.Name,
        $"{Number(difference.HarmfulFirst)} of {Number(difference.Pairs)}",
        $"{Number(difference.HarmfulSecond)} of {Number(difference.Pairs)}",
        $"{NumberText.Signed(difference.Difference)} ({NumberText.SignedRange(difference.Interval?.Low, difference.Interval?.High)})",
        NumberText.Chance(difference.CorrectedP),
        $"{NumberText.Chance(difference.PUnits)} ({Units(difference)})",
        difference.SmallestDetectable is { } smallest ? (smallest * 100).ToString("0.0", CultureInfo.InvariantCulture) : NumberText.None,
    ];

    private static string Units(PairedDifference difference) => $"{Number(difference.UnitCount)} {difference.Units}";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
