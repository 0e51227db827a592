using System.Globalization;
using System.Text;
using TeachWhy.App.Display;
using TeachWhy.Simulation;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Judging;

/// <summary>What two raters said of one rollout; null for unscored.</summary>
internal sealed record JudgedPair(string Id, int Epoch, bool? First, bool? Second);

/// <summary>Judgments before and now, and how far two raters agree, in lines.</summary>
internal static class JudgeLines
{
    private const int ShownDifferences = 10;

    /// <summary>How many of each verdict there were, and are.</summary>
    public static string Counts(IReadOnlyList<SampleSummary> before, IReadOnlyList<SampleSummary> now)
    {
        (string Name, Func<Judgment?, bool> Is)[] rows =
        [
            ("harmful", judgment => judgment is Judgment.Harmful { Weaker: false }),
            ("harmful, of a weaker kind", judgment => judgment is Judgment.Harmful { Weaker: true }),
            ("harmless", judgment => judgment is Judgment.Harmless),
            ("unscored", judgment => judgment is Judgment.Unscored or null),
        ];
        var text = new StringBuilder($"{"",-26}{"before",9}{"now",9}\n");
        foreach (var (name, matches) in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name,-26}{Words.Count(before.Count(sample => matches(sample.Judgment))),9}{Words.Count(now.Count(sample => matches(sample.Judgment))),9}\n");
        }

        return text.ToString();
    }

    /// <summary>The table of verdicts, the share of agreement, kappa with its interval, and the first rollouts they differ on.</summary>
    public static string Agreement(string first, string second, IReadOnlyList<JudgedPair> pairs)
    {
        var ratings = Ratings.Of(pairs.Select(pair => (pair.First, pair.Second)));
        var kappa = Kappa.Of(ratings);
        var text = new StringBuilder($"Agreement of {first} with {second}:\n");
        if (ratings.Count == 0)
        {
            return text.Append(CultureInfo.InvariantCulture, $"  none of the {Words.Count(pairs.Count)} rollouts has a verdict of both.\n").ToString();
        }

        text.Append(CultureInfo.InvariantCulture, $"  both harmful {ratings.BothHarmful}, only {first} {ratings.OnlyFirst}, only {second} {ratings.OnlySecond}, both harmless {ratings.BothHarmless}\n");
        text.Append(CultureInfo.InvariantCulture, $"  they agree on {Words.Count(ratings.BothHarmful + ratings.BothHarmless)} of {Words.Count(ratings.Count)} ({kappa.Observed:0.0%}); ");
        text.Append(kappa is { Value: { } value, StandardError: { } error, Interval: { } interval }
            ? string.Create(CultureInfo.InvariantCulture, $"Cohen's kappa {value:0.00} (95% interval {interval.Low:0.00} to {interval.High:0.00}, standard error {error:0.00}, n {ratings.Count})")
            : "Cohen's kappa is not defined where both give one verdict to all");
        text.Append(ratings.Unscored > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {ratings.Unscored} without a verdict of both\n") : "\n");

        var differ = pairs.Where(pair => pair is { First: { } one, Second: { } two } && one != two).ToList();
        foreach (var pair in differ.Take(ShownDifferences))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {VisibleText.Of(pair.Id)}, epoch {pair.Epoch}: {Word(pair.First)}, {second} {Word(pair.Second)}\n");
        }

        return differ.Count > ShownDifferences ? text.Append(CultureInfo.InvariantCulture, $"  and {differ.Count - ShownDifferences} more\n").ToString() : text.ToString();
    }

    /// <summary>The reason that most unscored rollouts give.</summary>
    public static string MostOften(IEnumerable<SampleSummary> samples) =>
        VisibleText.Of(samples.Select(sample => (sample.Judgment as Judgment.Unscored)?.Reason).OfType<string>()
            .GroupBy(reason => reason, StringComparer.Ordinal).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key.ReplaceLineEndings(" ") ?? "the log does not say");

    private static string Word(bool? harmful) => harmful == true ? "harmful" : "harmless";
}
