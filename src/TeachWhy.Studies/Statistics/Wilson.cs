namespace TeachWhy.Studies.Statistics;

/// <summary>The Wilson score interval of a proportion (Wilson 1927), 95%.</summary>
/// <param name="Rate">Successes over trials; null without trials.</param>
/// <param name="Low">Lower end; null without trials.</param>
/// <param name="High">Upper end; null without trials.</param>
public readonly record struct Wilson(double? Rate, double? Low, double? High)
{
    private const double Z = 1.959963984540054;

    /// <exception cref="ArgumentOutOfRangeException">More successes than trials, or a negative count.</exception>
    public static Wilson Of(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0)
        {
            return default;
        }

        var rate = (double)successes / trials;
        var shrink = 1 + Z * Z / trials;
        var centre = (rate + Z * Z / (2.0 * trials)) / shrink;
        var half = Z * Math.Sqrt(rate * (1 - rate) / trials + Z * Z / (4.0 * trials * trials)) / shrink;
        return new Wilson(rate, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
