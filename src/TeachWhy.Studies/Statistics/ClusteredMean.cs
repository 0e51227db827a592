namespace TeachWhy.Studies.Statistics;

/// <summary>Values that belong together: their sum and how many they are.</summary>
public readonly record struct Cluster(double Sum, int Count);

/// <summary>
/// A mean over values that come in clusters, such as rollouts of one company, with the error that does not take them for
/// independent (Liang and Zeger 1986, Biometrika 73:13-22; for evaluations: Miller 2024, "Adding error bars to evals", section 2.2).
/// <code>SE² = G/(G−1) · Σ_g (Σ_i (x_ig − x̄))² / N²</code>
/// With one value in each cluster that is the ordinary error of a mean.
/// </summary>
public static class ClusteredMean
{
    /// <summary>The mean with its standard error and G − 1 degrees of freedom; null with fewer than two clusters.</summary>
    public static StudentTest? Of(IReadOnlyList<Cluster> clusters)
    {
        var filled = clusters.Where(cluster => cluster.Count > 0).ToList();
        if (filled.Count < 2)
        {
            return null;
        }

        var values = (double)filled.Sum(cluster => cluster.Count);
        var mean = filled.Sum(cluster => cluster.Sum) / values;
        var squares = filled.Sum(cluster => Math.Pow(cluster.Sum - cluster.Count * mean, 2));
        var groups = (double)filled.Count;
        return new StudentTest(mean, Math.Sqrt(groups / (groups - 1) * squares) / values, groups - 1);
    }
}
