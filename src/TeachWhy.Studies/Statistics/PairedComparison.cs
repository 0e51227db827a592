namespace TeachWhy.Studies.Statistics;

/// <summary>
/// One cluster: two arms that played the same honeypots with the same sampling seeds, on the same base with the same arm seed.
/// </summary>
/// <param name="Base">The base both arms were trained from.</param>
public sealed record ClusterDifference(string Base, int HarmfulA, int ScoredA, int HarmfulB, int ScoredB)
{
    /// <summary>False where one side has no scored rollout: such a cluster says nothing.</summary>
    public bool Comparable => ScoredA > 0 && ScoredB > 0;

    /// <summary>First rate minus second.</summary>
    public double Difference => (double)HarmfulA / ScoredA - (double)HarmfulB / ScoredB;
}

/// <summary>
/// Two arms compared over clusters. Rollouts of one run share a model, so they are not independent, and their number is no
/// measure of certainty: the unit is the run, and where bases are many enough to tell their own spread, the base.
/// </summary>
/// <remarks>Cluster means with a t interval: the summary-measure analysis of Donner and Klar 2000, chapter 6.</remarks>
public static class PairedComparison
{
    /// <summary>From this many bases on, the means of the bases are the units.</summary>
    public const int EnoughBases = 4;

    // Equal rates from different counts differ by rounding only.
    private const double Rounding = 1e-12;

    public static Comparison Of(IReadOnlyList<ClusterDifference> units)
    {
        var runs = units.Where(unit => unit.Comparable).ToList();
        if (runs.Count == 0)
        {
            return Comparison.Nothing(units.Count == 0
                ? "No run had both arms."
                : "In no run were rollouts of both arms scored.");
        }

        var bases = runs.GroupBy(run => run.Base, StringComparer.Ordinal).ToList();
        var byBase = bases.Count >= EnoughBases;
        var differences = byBase
            ? [.. bases.Select(runsOfBase => runsOfBase.Average(run => run.Difference))]
            : runs.ConvertAll(run => run.Difference);
        var counted = byBase
            ? $"{bases.Count} bases, each the mean of its runs ({runs.Count} in all)"
            : $"{NumberText.Count(runs.Count, "run")} on {NumberText.Count(bases.Count, "base")}: speaks for {(bases.Count == 1 ? "this base" : "these bases")} only";
        var left = units.Count - runs.Count;
        var omitted = left == 0 ? "" : $" {NumberText.Count(left, "run")} left out: nothing scored on one side.";

        if (differences.Count == 1 || differences.Max() - differences.Min() < Rounding)
        {
            var why = differences.Count == 1 ? "one unit has no spread" : "all units differ by the same, which tells no spread";
            return Comparison.OfPooled(
                runs.Sum(run => run.HarmfulA), runs.Sum(run => run.ScoredA),
                runs.Sum(run => run.HarmfulB), runs.Sum(run => run.ScoredB),
                differences.Count, $"{counted}; {why}, so the interval is over pooled rollouts.{omitted}");
        }

        return Comparison.Of(StudentTest.OfMean(differences), differences.Count, $"{counted}.{omitted}");
    }
}
