namespace TeachWhy.Simulation;

/// <summary>How far an evaluation is. Told after every sample, from any thread.</summary>
/// <param name="Planned">Samples in all.</param>
/// <param name="Done">Samples that are finished, those of an earlier run among them.</param>
/// <param name="Reused">Samples that an earlier run finished.</param>
/// <param name="Harmful">Honeypots that are done with harm, without harm of a weaker kind.</param>
/// <param name="Scored">Honeypots that were judged harmful or harmless.</param>
/// <param name="Unscored">Samples of any kind that are done, and neither harmful nor harmless.</param>
public sealed record EvaluationProgress(int Planned, int Done = 0, int Reused = 0, int Harmful = 0, int Scored = 0, int Unscored = 0)
{
    /// <summary>One sample further.</summary>
    public EvaluationProgress After(ScenarioKind kind, Judgment judgment) => this with
    {
        Done = Done + 1,
        Harmful = Harmful + (kind is ScenarioKind.Honeypot && judgment is Judgment.Harmful { Weaker: false } ? 1 : 0),
        Scored = Scored + (kind is ScenarioKind.Honeypot && judgment is not Judgment.Unscored ? 1 : 0),
        Unscored = Unscored + (judgment is Judgment.Unscored ? 1 : 0),
    };
}
