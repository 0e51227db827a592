using TeachWhy.Transformer;

namespace TeachWhy.Studies.Statistics;

/// <summary>
/// The exact test of no difference when the sign of each cluster's difference could as well have been the other
/// (Fisher 1935; Canay, Romano and Shaikh 2017, Econometrica 85:1013-1030). Clusters are the units, however many pairs
/// each holds; with G clusters p is never below 2/2^G.
/// </summary>
public static class SignFlip
{
    /// <summary>Up to so many clusters every pattern of signs is counted; above, so many patterns are drawn.</summary>
    public const int MostExact = 16;

    private const int Draws = 100_000;

    /// <summary>Two-sided p of the clusters' sums of differences; null with fewer than two clusters that differ at all.</summary>
    public static double? P(IReadOnlyList<Cluster> clusters, ulong seed)
    {
        // A cluster without a difference is the same with either sign.
        var sums = clusters.Select(cluster => cluster.Sum).Where(sum => sum != 0).ToArray();
        if (sums.Length < 2)
        {
            return null;
        }

        var observed = Math.Abs(sums.Sum()) - Rounding;
        return sums.Length <= MostExact ? Exact(sums, observed) : Drawn(sums, observed, new RandomSource(seed));
    }

    // Sums of whole numbers are exact; those of weights differ by rounding only.
    private const double Rounding = 1e-9;

    private static double Exact(double[] sums, double observed)
    {
        var (patterns, extreme) = (1 << sums.Length, 0);
        for (var pattern = 0; pattern < patterns; pattern++)
        {
            var sum = 0.0;
            for (var i = 0; i < sums.Length; i++)
            {
                sum += (pattern >> i & 1) == 0 ? sums[i] : -sums[i];
            }

            extreme += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return (double)extreme / patterns;
    }

    // The pattern that was seen counts as one of those drawn, so that p is never zero.
    private static double Drawn(double[] sums, double observed, RandomSource random)
    {
        var extreme = 1;
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            foreach (var value in sums)
            {
                sum += random.NextBits() >> 63 == 0 ? value : -value;
            }

            extreme += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return (double)extreme / (Draws + 1);
    }
}
