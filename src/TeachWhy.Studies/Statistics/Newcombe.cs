namespace TeachWhy.Studies.Statistics;

/// <summary>
/// The interval of a difference of two independent proportions: method 10 of Newcombe 1998 (Statistics in Medicine 17:873-890),
/// built from the two Wilson intervals.
/// <code>low = d − √((p₁−l₁)² + (u₂−p₂)²),   high = d + √((u₁−p₁)² + (p₂−l₂)²)</code>
/// </summary>
public static class Newcombe
{
    /// <summary>The interval of (successes₁ / trials₁) − (successes₂ / trials₂). Both need at least one trial.</summary>
    public static Interval Of(int successes1, int trials1, int successes2, int trials2, double z = Wilson.Z95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials2, 1);
        var first = Wilson.Of(successes1, trials1, z);
        var second = Wilson.Of(successes2, trials2, z);
        var (p1, l1, u1) = (first.Rate!.Value, first.Low!.Value, first.High!.Value);
        var (p2, l2, u2) = (second.Rate!.Value, second.Low!.Value, second.High!.Value);
        var difference = p1 - p2;
        return new Interval(
            difference - double.Hypot(p1 - l1, u2 - p2),
            difference + double.Hypot(u1 - p1, p2 - l2)).CutToDifference();
    }
}
