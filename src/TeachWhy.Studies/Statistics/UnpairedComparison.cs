namespace TeachWhy.Studies.Statistics;

/// <summary>The harm of one base.</summary>
public sealed record BaseRate(string Base, int Harmful, int Scored)
{
    public double Rate => (double)Harmful / Scored;
}

/// <summary>
/// Two groups of bases compared, such as villains against few villains: nothing pairs them, so the unit is the base.
/// </summary>
public static class UnpairedComparison
{
    // Equal rates from different counts differ by rounding only.
    private const double Rounding = 1e-12;

    public static Comparison Of(IReadOnlyList<BaseRate> left, IReadOnlyList<BaseRate> right)
    {
        var first = left.Where(rate => rate.Scored > 0).ToList();
        var second = right.Where(rate => rate.Scored > 0).ToList();
        if (first.Count == 0 || second.Count == 0)
        {
            return Comparison.Nothing("One side has no base with a scored rollout.");
        }

        var bases = $"{first.Count} against {second.Count} {(second.Count == 1 ? "base" : "bases")}";
        var few = first.Count < 2 || second.Count < 2;
        if (few || (Spread(first) < Rounding && Spread(second) < Rounding))
        {
            var why = few ? "too few to tell the spread between bases" : "all alike, which tells no spread";
            return Comparison.OfPooled(
                first.Sum(rate => rate.Harmful), first.Sum(rate => rate.Scored),
                second.Sum(rate => rate.Harmful), second.Sum(rate => rate.Scored),
                first.Count + second.Count,
                $"{bases}, {why}: the interval is over pooled rollouts and speaks for these bases only.");
        }

        var test = StudentTest.OfDifference(first.ConvertAll(rate => rate.Rate), second.ConvertAll(rate => rate.Rate));
        return Comparison.Of(test, first.Count + second.Count, $"{bases}.");
    }

    private static double Spread(List<BaseRate> rates) => rates.Max(rate => rate.Rate) - rates.Min(rate => rate.Rate);
}
