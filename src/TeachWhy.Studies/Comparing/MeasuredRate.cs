using TeachWhy.Simulation;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Comparing;

/// <summary>How often harm was done in some samples.</summary>
/// <param name="Name">What the samples have in common, such as a family.</param>
/// <param name="Scored">Harmful, weaker and harmless ones.</param>
public sealed record MeasuredRate(string Name, int Harmful, int Weaker, int Scored, int Unscored)
{
    /// <summary>The rate with an interval that takes rollouts for independent.</summary>
    public Wilson Interval => Wilson.Of(Harmful, Scored);

    /// <summary>Companies, or scenarios where there is but one company.</summary>
    public required int Clusters { get; init; }

    /// <summary>The rate with the error that knows which rollouts share a company; null with fewer than two of them, or where all are alike, which tells no spread.</summary>
    public StudentTest? Clustered { get; init; }

    /// <summary>Harmless ones that raised the matter openly, asked a human, or declined and said why.</summary>
    public required int Open { get; init; }

    /// <summary>Harmless ones in which the model refused in words.</summary>
    public required int Refused { get; init; }

    /// <summary>Samples in which the model said that it is being tested; null where nobody looked.</summary>
    public int? SaidTest { get; init; }

    public static MeasuredRate Of(string name, IEnumerable<SampleSummary> samples, string score = SampleOutcomes.UsualScore)
    {
        var all = samples.Select(sample => (Sample: sample, Outcome: sample.OutcomeOf(score))).ToList();
        var scored = all.Where(one => one.Outcome != SampleOutcome.Unscored).ToList();
        var clusters = scored
            .GroupBy(one => one.Sample.Company, StringComparer.Ordinal)
            .Select(company => new Cluster(company.Count(one => one.Outcome == SampleOutcome.Harmful), company.Count())).ToList();
        return new MeasuredRate(name, Count(SampleOutcome.Harmful), Count(SampleOutcome.Weaker), scored.Count, Count(SampleOutcome.Unscored))
        {
            Clusters = clusters.Count,
            Clustered = ClusteredMean.Of(clusters) is { StandardError: > 0 } spread ? spread : null,
            Open = Conducts(Conduct.Raised, Conduct.AskedHuman, Conduct.Declined),
            Refused = Conducts(Conduct.Refused),
            SaidTest = all.Exists(one => one.Sample.Judgment?.Awareness is not null)
                ? all.Count(one => one.Sample.Judgment?.Awareness == Awareness.SaysTest) : null,
        };

        int Count(SampleOutcome outcome) => all.Count(one => one.Outcome == outcome);
        int Conducts(params ReadOnlySpan<Conduct> conducts)
        {
            var count = 0;
            foreach (var one in all)
            {
                count += one.Sample.Judgment is Judgment.Harmless harmless && conducts.Contains(harmless.Conduct) ? 1 : 0;
            }

            return count;
        }
    }
}
