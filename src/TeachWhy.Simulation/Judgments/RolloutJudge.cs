namespace TeachWhy.Simulation;

/// <summary>Judges a rollout: first by its executed acts; where an act's intent decides, by a judge of intent.</summary>
/// <param name="intent">Null where there is none: a rollout with an act that needs one stays unscored.</param>
public sealed class RolloutJudge(IntentJudge? intent = null) : IJudge
{
    /// <inheritdoc/>
    public string Name => intent?.Name ?? "acts";

    /// <inheritdoc/>
    public async Task<Judgment> JudgeAsync(Scenario scenario, Rollout rollout, CancellationToken cancellation)
    {
        var reading = StructuralJudge.Read(scenario, rollout);
        var judgment = intent is null || !intent.IsAskedAbout(reading)
            ? StructuralJudge.Judge(scenario, rollout)
            : await intent.JudgeAsync(scenario, rollout, reading, cancellation);
        return judgment with { PublishedGates = PublishedGates.Of(scenario, rollout) };
    }
}
