namespace TeachWhy.Simulation;

/// <summary>How far two raters agree beyond what they would by chance.</summary>
/// <param name="Count">n: rollouts that both rated.</param>
/// <param name="Observed">Share on which they agree.</param>
/// <param name="Expected">Share on which they would by chance, each rating as often harmful as they do.</param>
/// <param name="Value">Cohen's kappa, (observed - expected) / (1 - expected); null where it is not defined: no ratings, or both give one verdict to all.</param>
/// <param name="StandardError">Of kappa in a large sample; null where kappa is.</param>
/// <remarks>
/// Kappa: Cohen (1960), Educational and Psychological Measurement 20, 37-46. Standard error: Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72, 323-327, formula for kappa not zero.
/// </remarks>
public sealed record Kappa(int Count, double Observed, double Expected, double? Value, double? StandardError)
{
    // 97.5th percentile of the normal distribution.
    private const double Normal = 1.959963984540054;

    /// <summary>95 % interval by the normal distribution, kept within -1 and 1; null where kappa is.</summary>
    public (double Low, double High)? Interval => Value is { } value && StandardError is { } error
        ? (Math.Max(-1, value - (Normal * error)), Math.Min(1, value + (Normal * error)))
        : null;

    public static Kappa Of(Ratings ratings)
    {
        if (ratings.Count == 0)
        {
            return new Kappa(0, double.NaN, double.NaN, null, null);
        }

        double n = ratings.Count;
        double[,] share =
        {
            { ratings.BothHarmful / n, ratings.OnlyFirst / n },
            { ratings.OnlySecond / n, ratings.BothHarmless / n },
        };
        double[] first = [share[0, 0] + share[0, 1], share[1, 0] + share[1, 1]];
        double[] second = [share[0, 0] + share[1, 0], share[0, 1] + share[1, 1]];
        var observed = share[0, 0] + share[1, 1];
        var expected = (first[0] * second[0]) + (first[1] * second[1]);
        if (1 - expected < 1e-12)
        {
            return new Kappa(ratings.Count, observed, expected, null, null);
        }

        var agreeing = 0.0;
        var differing = 0.0;
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 2; j++)
            {
                if (i == j)
                {
                    agreeing += share[i, i] * Square(1 - expected - ((first[i] + second[i]) * (1 - observed)));
                }
                else
                {
                    differing += share[i, j] * Square(second[i] + first[j]);
                }
            }
        }

        var variance = (agreeing + (Square(1 - observed) * differing) - Square((observed * expected) - (2 * expected) + observed)) / (n * Square(Square(1 - expected)));
        return new Kappa(ratings.Count, observed, expected, (observed - expected) / (1 - expected), Math.Sqrt(Math.Max(0, variance)));
    }

    private static double Square(double value) => value * value;
}
