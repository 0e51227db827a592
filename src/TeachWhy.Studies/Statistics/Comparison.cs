namespace TeachWhy.Studies.Statistics;

/// <summary>What was measured between two arms: first minus second.</summary>
public sealed record Comparison
{
    /// <summary>Null where nothing could be compared.</summary>
    public double? Difference { get; private init; }

    public Interval? Interval95 { get; private init; }

    /// <summary>For claims of little difference: two one-sided tests at 5% are a 90% interval.</summary>
    public Interval? Interval90 { get; private init; }

    /// <summary>Two-sided, against no difference, not corrected.</summary>
    public double? P { get; private init; }

    /// <summary>The smallest true difference found four times in five.</summary>
    public double? SmallestDetectable { get; private init; }

    /// <summary>How many independent units stand behind the interval.</summary>
    public int UnitCount { get; private init; }

    /// <summary>What those units are, and for what the comparison may speak.</summary>
    public required string Units { get; init; }

    /// <summary>Nothing to compare, and why.</summary>
    public static Comparison Nothing(string why) => new() { Units = why };

    internal static Comparison Of(StudentTest test, int unitCount, string units) => new()
    {
        Difference = test.Estimate,
        Interval95 = test.IntervalOf(.95).CutToDifference(),
        Interval90 = test.IntervalOf(.90).CutToDifference(),
        P = test.P,
        SmallestDetectable = test.SmallestDetectable,
        UnitCount = unitCount,
        Units = units,
    };

    /// <summary>All rollouts of each side in one pot: the way out where units cannot tell their own spread.</summary>
    internal static Comparison OfPooled(int successes1, int trials1, int successes2, int trials2, int unitCount, string units)
    {
        var interval = Newcombe.Of(successes1, trials1, successes2, trials2);
        return new Comparison
        {
            Difference = (double)successes1 / trials1 - (double)successes2 / trials2,
            Interval95 = interval,
            Interval90 = Newcombe.Of(successes1, trials1, successes2, trials2, Wilson.Z90),
            P = Fisher.TwoSidedP(successes1, trials1, successes2, trials2),
            SmallestDetectable = interval.Width / 2 / Wilson.Z95 * (Wilson.Z95 + Z80),
            UnitCount = unitCount,
            Units = units,
        };
    }

    /// <summary>The normal quantile of 80% power.</summary>
    private const double Z80 = 0.8416212335729143;
}
