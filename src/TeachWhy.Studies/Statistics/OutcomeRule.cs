using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Statistics;

/// <summary>
/// From what was measured to what became of the claim. The rule is fixed before a study runs; nothing in it looks at a
/// particular finding.
/// </summary>
public static class OutcomeRule
{
    /// <summary>The level at which a corrected p counts as a difference.</summary>
    public const double Level = 0.05;

    /// <param name="kind">What the claim says of the first arm.</param>
    /// <param name="comparison">First arm minus second.</param>
    /// <param name="pHolm">The comparison's p after correction over all findings.</param>
    /// <param name="margin">The smallest difference that matters, above zero.</param>
    public static Outcome Of(ClaimKind kind, Comparison comparison, double? pHolm, double margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        if (comparison is not { Difference: { } difference, Interval95: { } interval, Interval90: { } narrow })
        {
            return Outcome.Unfit;
        }

        var differs = pHolm < Level;
        return kind switch
        {
            ClaimKind.Lower => Directed(difference, interval.Low, differs, margin),
            ClaimKind.Higher => Directed(-difference, -interval.High, differs, margin),
            ClaimKind.NotLower => NotLower(difference, interval, differs, margin),
            ClaimKind.NotHigher => NotLower(-difference, new Interval(-interval.High, -interval.Low), differs, margin),
            ClaimKind.Little => Little(interval, narrow, differs, margin),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of claim."),
        };
    }

    /// <summary>"Not reproduced" needs an interval that rules a drop of the margin out: not having seen one is not enough.</summary>
    private static Outcome Directed(double difference, double low, bool differs, double margin)
    {
        if (differs)
        {
            return difference < 0 ? Outcome.Reproduced : Outcome.Opposite;
        }

        return low > -margin ? Outcome.NotReproduced : Outcome.Inconclusive;
    }

    /// <summary>Non-inferiority: the whole interval lies above −margin.</summary>
    private static Outcome NotLower(double difference, Interval interval, bool differs, double margin)
    {
        if (interval.Low > -margin)
        {
            return Outcome.Reproduced;
        }

        return differs && difference < -margin ? Outcome.Opposite : Outcome.Inconclusive;
    }

    /// <summary>
    /// Equivalence by two one-sided tests (Schuirmann 1987, J. Pharmacokinetics and Biopharmaceutics 15:657-680): the 90% interval
    /// lies inside ±margin.
    /// </summary>
    private static Outcome Little(Interval interval, Interval narrow, bool differs, double margin)
    {
        if (narrow.Low > -margin && narrow.High < margin)
        {
            return Outcome.Reproduced;
        }

        return differs && (interval.Low > margin || interval.High < -margin) ? Outcome.Opposite : Outcome.Inconclusive;
    }
}
