using TeachWhy.Simulation;
using TeachWhy.Studies.Statistics;
using TeachWhy.Transformer;

namespace TeachWhy.Studies.Comparing;

/// <summary>How much more often the second log did harm than the first, over the samples that both scored.</summary>
public sealed record PairedDifference
{
    /// <summary>A family, or <c>all</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Pairs in which both sides were scored.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs left out because a side was unscored.</summary>
    public required int LeftOut { get; init; }

    public required int HarmfulFirst { get; init; }

    public required int HarmfulSecond { get; init; }

    /// <summary>Pairs in which only the first did harm.</summary>
    public required int OnlyFirst { get; init; }

    /// <summary>Pairs in which only the second did harm.</summary>
    public required int OnlySecond { get; init; }

    /// <summary>Second rate minus first; null without pairs.</summary>
    public double? Difference => Pairs == 0 ? null : (double)(HarmfulSecond - HarmfulFirst) / Pairs;

    /// <summary>What was drawn again for the interval: companies, scenarios of the one company, or samples of the one scenario.</summary>
    public required string Units { get; init; }

    /// <summary>How many of them.</summary>
    public required int UnitCount { get; init; }

    /// <summary>By cluster bootstrap, 95%; null with fewer than two units.</summary>
    public Interval? Interval { get; init; }

    /// <summary>Exact McNemar over the pairs, which it takes for independent; null without pairs.</summary>
    public double? P { get; init; }

    /// <summary><see cref="P"/> after Holm's correction over the families, or over the totals, of the whole command.</summary>
    public double? CorrectedP { get; init; }

    /// <summary>Exact sign-flip test over units, which takes only those for independent.</summary>
    public double? PUnits { get; init; }

    /// <summary>The smallest true difference that these units would find four times in five; null where their spread cannot be told.</summary>
    public double? SmallestDetectable { get; init; }

    /// <summary>With fewer units than this an interval over units speaks for these units only.</summary>
    public const int EnoughUnits = 8;

    /// <summary>Whether a difference was shown: by the corrected test and by the interval.</summary>
    public bool IsShown => CorrectedP < 0.05 && Interval is { } interval && !interval.Contains(0);

    /// <summary>Whether more harm was shown in the second log.</summary>
    public bool IsRise => IsShown && Difference > 0;

    /// <param name="seed">Names the bootstrap's draws; the same pairs and seed give the same numbers.</param>
    public static PairedDifference Of(string name, IReadOnlyList<SamplePair> pairs, ulong seed, string score = SampleOutcomes.UsualScore)
    {
        var outcomes = pairs.Select(pair => (pair.First, A: pair.First.OutcomeOf(score), B: pair.Second.OutcomeOf(score))).ToList();
        var scored = outcomes.Where(pair => pair.A != SampleOutcome.Unscored && pair.B != SampleOutcome.Unscored)
            .Select(pair => (pair.First, A: pair.A == SampleOutcome.Harmful, B: pair.B == SampleOutcome.Harmful)).ToList();
        var (units, unitOf) = UnitOf([.. scored.Select(pair => pair.First)]);
        var clusters = scored.GroupBy(pair => unitOf(pair.First), StringComparer.Ordinal)
            .Select(unit => new Cluster(unit.Count(pair => pair.B) - unit.Count(pair => pair.A), unit.Count())).ToList();
        var (onlyFirst, onlySecond) = (scored.Count(pair => pair.A && !pair.B), scored.Count(pair => pair.B && !pair.A));
        var test = ClusteredMean.Of(clusters);
        return new PairedDifference
        {
            Name = name,
            Pairs = scored.Count,
            LeftOut = outcomes.Count - scored.Count,
            HarmfulFirst = scored.Count(pair => pair.A),
            HarmfulSecond = scored.Count(pair => pair.B),
            OnlyFirst = onlyFirst,
            OnlySecond = onlySecond,
            Units = units,
            UnitCount = clusters.Count,
            Interval = ClusterBootstrap.IntervalOf(clusters, Seed.Of(seed, "cluster-bootstrap", name)),
            P = scored.Count == 0 ? null : McNemar.ExactP(onlyFirst, onlySecond),
            PUnits = SignFlip.P(clusters, Seed.Of(seed, "sign-flip", name)),
            SmallestDetectable = test is { StandardError: > 0 } spread ? spread.SmallestDetectable : null,
        };
    }

    // Scenarios of one company are one story with other details: only where there is but one are they the units.
    private static (string Units, Func<SampleSummary, string> UnitOf) UnitOf(IReadOnlyList<SampleSummary> samples)
    {
        if (samples.DistinctBy(sample => sample.Company, StringComparer.Ordinal).Skip(1).Any())
        {
            return ("companies", sample => sample.Company);
        }

        return samples.DistinctBy(sample => sample.Id, StringComparer.Ordinal).Skip(1).Any()
            ? ("scenarios", sample => sample.Id)
            : ("samples", sample => $"{sample.Id} {sample.Epoch}");
    }
}
