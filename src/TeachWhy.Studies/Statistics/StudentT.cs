namespace TeachWhy.Studies.Statistics;

/// <summary>
/// Student's t distribution (Student 1908), for whole and broken degrees of freedom.
/// <code>P(|T| > t) = I_x(ν/2, 1/2),   x = ν / (ν + t²)</code>
/// </summary>
public static class StudentT
{
    /// <summary>The chance of a value at least as far from zero as <paramref name="t"/>.</summary>
    public static double TwoSidedP(double t, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        return double.IsInfinity(t) ? 0 : IncompleteBeta.Of(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t));
    }

    /// <summary>The chance of a value at or below <paramref name="t"/>.</summary>
    public static double Cumulative(double t, double degreesOfFreedom)
    {
        var tail = TwoSidedP(t, degreesOfFreedom) / 2;
        return t < 0 ? tail : 1 - tail;
    }

    /// <summary>The value that is exceeded with chance 1 − <paramref name="probability"/>.</summary>
    public static double Quantile(double probability, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        if (probability < 0.5)
        {
            return -Quantile(1 - probability, degreesOfFreedom);
        }

        var (low, high) = (0.0, 1.0);
        while (Cumulative(high, degreesOfFreedom) < probability)
        {
            (low, high) = (high, high * 2);
        }

        // Bisection: a hundred halvings are exact to the last bit and cannot run away.
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Cumulative(middle, degreesOfFreedom) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
