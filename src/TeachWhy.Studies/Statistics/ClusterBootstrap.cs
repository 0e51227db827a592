using TeachWhy.Transformer;

namespace TeachWhy.Studies.Statistics;

/// <summary>
/// The percentile interval of a mean when whole clusters are drawn again with replacement (Efron and Tibshirani 1993,
/// chapter 13; Cameron, Gelbach and Miller 2008, Rev. Econ. Stat. 90:414-427). Asks nothing of the values' distribution;
/// with few clusters it is too narrow, which is why their number is always told beside it.
/// </summary>
public static class ClusterBootstrap
{
    /// <summary>Enough that the ends of an interval move by less than a tenth of a standard error from seed to seed.</summary>
    public const int Resamples = 10_000;

    /// <summary>A 95% interval; null with fewer than two clusters. The same seed gives the same interval.</summary>
    public static Interval? IntervalOf(IReadOnlyList<Cluster> clusters, ulong seed, int resamples = Resamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 40);
        var filled = clusters.Where(cluster => cluster.Count > 0).ToArray();
        if (filled.Length < 2)
        {
            return null;
        }

        var random = new RandomSource(seed);
        var means = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            var (sum, count) = (0.0, 0);
            for (var draw = 0; draw < filled.Length; draw++)
            {
                var cluster = filled[random.NextInt(filled.Length)];
                sum += cluster.Sum;
                count += cluster.Count;
            }

            means[i] = sum / count;
        }

        Array.Sort(means);
        return new Interval(At(means, 0.025), At(means, 0.975));
    }

    // The quantile between two neighbours (Hyndman and Fan 1996, type 7).
    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
