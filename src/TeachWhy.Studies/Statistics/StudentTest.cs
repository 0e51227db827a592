namespace TeachWhy.Studies.Statistics;

/// <summary>An estimate with its standard error and degrees of freedom: all that a t interval and a t test need.</summary>
public readonly record struct StudentTest(double Estimate, double StandardError, double DegreesOfFreedom)
{
    private const double Alpha = 0.05;
    private const double Power = 0.80;

    /// <summary>Two-sided, against zero.</summary>
    public double P => StudentT.TwoSidedP(Estimate / StandardError, DegreesOfFreedom);

    /// <summary>
    /// The smallest true difference that this design finds with 80% power at the 5% level: (t₀.₉₇₅ + t₀.₈₀) · SE
    /// (Bloom 1995, Evaluation Review 19:547-556).
    /// </summary>
    public double SmallestDetectable =>
        (StudentT.Quantile(1 - Alpha / 2, DegreesOfFreedom) + StudentT.Quantile(Power, DegreesOfFreedom)) * StandardError;

    /// <summary>The mean of at least two values, each an independent unit.</summary>
    public static StudentTest OfMean(IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Count, 2, nameof(values));
        return new StudentTest(values.Average(), Math.Sqrt(Variance(values) / values.Count), values.Count - 1);
    }

    /// <summary>
    /// The difference of two means whose spreads may differ (Welch 1947, Biometrika 34), with Satterthwaite's degrees of freedom.
    /// </summary>
    public static StudentTest OfDifference(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(left.Count, 2, nameof(left));
        ArgumentOutOfRangeException.ThrowIfLessThan(right.Count, 2, nameof(right));
        var a = Variance(left) / left.Count;
        var b = Variance(right) / right.Count;
        var degrees = (a + b) * (a + b) / (a * a / (left.Count - 1) + b * b / (right.Count - 1));
        return new StudentTest(left.Average() - right.Average(), Math.Sqrt(a + b), degrees);
    }

    /// <summary>The two-sided interval that covers the truth with this chance, such as .95.</summary>
    public Interval IntervalOf(double coverage)
    {
        var half = StudentT.Quantile((1 + coverage) / 2, DegreesOfFreedom) * StandardError;
        return new Interval(Estimate - half, Estimate + half);
    }

    private static double Variance(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    }
}
