namespace TeachWhy.Studies.Statistics;

/// <summary>
/// The score interval of a proportion (Wilson 1927, J. Am. Stat. Assoc. 22).
/// <code>(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)</code>
/// Unlike p ± z·SE it is right near 0 and 1, where harm rates live after training.
/// </summary>
/// <param name="Rate">Successes over trials; null without trials.</param>
/// <param name="Low">Lower end; null without trials.</param>
/// <param name="High">Upper end; null without trials.</param>
public readonly record struct Wilson(double? Rate, double? Low, double? High)
{
    /// <summary>The normal quantile of a two-sided 95% interval.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>The normal quantile of a two-sided 90% interval.</summary>
    public const double Z90 = 1.6448536269514722;

    /// <exception cref="ArgumentOutOfRangeException">More successes than trials, or a negative count.</exception>
    public static Wilson Of(int successes, int trials, double z = Z95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0)
        {
            return default;
        }

        var rate = (double)successes / trials;
        var shrink = 1 + z * z / trials;
        var centre = (rate + z * z / (2.0 * trials)) / shrink;
        var half = z * Math.Sqrt(rate * (1 - rate) / trials + z * z / (4.0 * trials * trials)) / shrink;

        // At 0 and at n the end of the interval is the rate itself; rounding must not move it.
        return new Wilson(
            rate,
            successes == 0 ? 0 : Math.Max(0, centre - half),
            successes == trials ? 1 : Math.Min(1, centre + half));
    }
}
