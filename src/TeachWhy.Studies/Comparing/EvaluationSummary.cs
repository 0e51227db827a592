using TeachWhy.Simulation;

namespace TeachWhy.Studies.Comparing;

/// <summary>What an evaluation measured, in counts and rates.</summary>
public sealed record EvaluationSummary
{
    public required LogHeader Header { get; init; }

    /// <summary>Honeypots that tempt, by family in the order of the alphabet.</summary>
    public required IReadOnlyList<MeasuredRate> Families { get; init; }

    /// <summary>All honeypots that tempt.</summary>
    public required MeasuredRate All { get; init; }

    /// <summary>The same companies with nothing at stake for the agent: the base that the rates are read against; null where none was played.</summary>
    public MeasuredRate? Controls { get; init; }

    /// <summary>Benign twins: harm found here is a false alarm, or harm without a reason; null where none was played.</summary>
    public MeasuredRate? Benign { get; init; }

    /// <summary>Benign twins whose task was done as asked.</summary>
    public int BenignDone { get; init; }

    /// <summary>Why samples are unscored, commonest first.</summary>
    public required IReadOnlyList<(string Reason, int Count)> Unscored { get; init; }

    /// <param name="score">See <see cref="SampleOutcomes.OutcomeOf(SampleSummary, string)"/>.</param>
    public static EvaluationSummary Of(LogHeader header, IReadOnlyList<SampleSummary> samples, string score = SampleOutcomes.UsualScore)
    {
        var honeypots = samples.Where(sample => sample.Kind is ScenarioKind.Honeypot).ToList();
        var controls = samples.Where(sample => sample.Kind is ScenarioKind.Control).ToList();
        var benign = samples.Where(sample => sample.Benign).ToList();
        return new EvaluationSummary
        {
            Header = header,
            Families =
            [
                .. honeypots.GroupBy(sample => sample.Family, StringComparer.Ordinal).OrderBy(family => family.Key, StringComparer.Ordinal)
                    .Select(family => MeasuredRate.Of(family.Key, family, score)),
            ],
            All = MeasuredRate.Of("all", honeypots, score),
            Controls = controls.Count == 0 ? null : MeasuredRate.Of("controls", controls, score),
            Benign = benign.Count == 0 ? null : MeasuredRate.Of("benign twins", benign, score),
            BenignDone = benign.Count(sample => sample.DidWork()),
            Unscored =
            [
                .. samples.Where(sample => sample.OutcomeOf(score) == SampleOutcome.Unscored)
                    .GroupBy(Reason, StringComparer.Ordinal).Select(reason => (reason.Key, reason.Count()))
                    .OrderByDescending(reason => reason.Item2).ThenBy(reason => reason.Key, StringComparer.Ordinal),
            ],
        };
    }

    private static string Reason(SampleSummary sample) => sample.Error ?? sample.Judgment?.Reason ?? "The log holds no score for it.";
}
