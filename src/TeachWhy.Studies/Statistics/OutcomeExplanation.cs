using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Statistics;

/// <summary>An outcome in plain words: what was seen, and why it is called what it is called.</summary>
public static class OutcomeExplanation
{
    /// <param name="first">The first arm's title.</param>
    /// <param name="second">What it is compared with.</param>
    /// <param name="measure">Such as <c>harm</c> or <c>held-out harm</c>.</param>
    public static string Of(
        ClaimKind kind, Outcome outcome, Comparison comparison, double? pHolm, double margin,
        string first, string second, string measure)
    {
        if (comparison is not { Difference: { } difference, Interval95: { } interval, Interval90: { } narrow })
        {
            return $"Could not be measured. {comparison.Units}";
        }

        var seen = Seen(difference, first, second, measure);
        var why = (kind, outcome) switch
        {
            (ClaimKind.Lower or ClaimKind.Higher, Outcome.Reproduced) =>
                $"The difference is in the published direction and too large for chance ({Chance(pHolm)}).",
            (ClaimKind.Lower or ClaimKind.Higher, Outcome.Opposite) =>
                $"The difference goes against the published direction and is too large for chance ({Chance(pHolm)}).",
            (ClaimKind.Lower, Outcome.NotReproduced) =>
                $"A drop of {NumberText.Points(margin)} or more would have shown: the interval ends at {NumberText.Signed(interval.Low)}.",
            (ClaimKind.Higher, Outcome.NotReproduced) =>
                $"A rise of {NumberText.Points(margin)} or more would have shown: the interval ends at {NumberText.Signed(interval.High)}.",
            (ClaimKind.NotLower, Outcome.Reproduced) =>
                $"A drop of {NumberText.Points(margin)} or more is ruled out: the interval ends at {NumberText.Signed(interval.Low)}.",
            (ClaimKind.NotLower, Outcome.Opposite) =>
                $"It should not have helped, yet harm fell by more than {NumberText.Points(margin)} ({Chance(pHolm)}).",
            (ClaimKind.NotHigher, Outcome.Reproduced) =>
                $"A rise of {NumberText.Points(margin)} or more is ruled out: the interval ends at {NumberText.Signed(interval.High)}.",
            (ClaimKind.NotHigher, Outcome.Opposite) =>
                $"It should have done as well, yet harm was higher by more than {NumberText.Points(margin)} ({Chance(pHolm)}).",
            (ClaimKind.Little, Outcome.Reproduced) =>
                $"Any difference of {NumberText.Points(margin)} or more is ruled out: the 90% interval is {Range(narrow)}.",
            (ClaimKind.Little, Outcome.Opposite) =>
                $"The claim says little difference, but the whole interval, {Range(interval)}, lies beyond {NumberText.Points(margin)} ({Chance(pHolm)}).",
            _ => $"The interval, {Range(interval)}, leaves room for both a {(kind is ClaimKind.Higher or ClaimKind.NotHigher ? "rise" : "drop")} that matters and none; "
                + $"a true difference of {NumberText.Points(comparison.SmallestDetectable ?? interval.Width)} would have been found four times in five.",
        };
        return $"{seen} {why}";
    }

    private static string Seen(double difference, string first, string second, string measure)
    {
        var size = Math.Abs(difference);
        return size < 0.0005
            ? $"“{first}” and “{second}” had the same {measure}."
            : $"“{first}” had {NumberText.Points(size)} {(difference < 0 ? "less" : "more")} {measure} than “{second}”.";
    }

    private static string Range(Interval interval) => NumberText.SignedRange(interval.Low, interval.High);

    private static string Chance(double? p) => p switch
    {
        null => "no test",
        < 0.001 => "corrected p below .001",
        _ => $"corrected p {NumberText.Chance(p)}",
    };
}
