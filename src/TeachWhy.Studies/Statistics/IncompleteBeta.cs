namespace TeachWhy.Studies.Statistics;

/// <summary>
/// The regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz and Stegun 26.5.8)
/// evaluated with Lentz's method.
/// </summary>
internal static class IncompleteBeta
{
    private const int MostTerms = 10_000;
    private const double Tiny = 1e-300;

    public static double Of(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        // The fraction converges fast below the mean; above it the mirrored one does.
        return x < (a + 1) / (a + b + 2)
            ? Front(a, b, x) * Fraction(a, b, x) / a
            : 1 - Front(b, a, 1 - x) * Fraction(b, a, 1 - x) / b;
    }

    /// <summary>x^a (1−x)^b / B(a, b)</summary>
    private static double Front(double a, double b, double x) =>
        Math.Exp(Gamma.Log(a + b) - Gamma.Log(a) - Gamma.Log(b) + a * Math.Log(x) + b * Math.Log(1 - x));

    private static double Fraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = 1 / AwayFromZero(1 - (a + b) * x / (a + 1));
        var value = d;
        for (var m = 1; m <= MostTerms; m++)
        {
            value *= Step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), ref c, ref d);
            var change = Step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), ref c, ref d);
            value *= change;
            if (Math.Abs(change - 1) < 1e-16)
            {
                return value;
            }
        }

        return value;
    }

    private static double Step(double numerator, ref double c, ref double d)
    {
        d = 1 / AwayFromZero(1 + numerator * d);
        c = AwayFromZero(1 + numerator / c);
        return c * d;
    }

    private static double AwayFromZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
