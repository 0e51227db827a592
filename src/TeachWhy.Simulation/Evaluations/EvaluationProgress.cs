namespace TeachWhy.Simulation;

/// <summary>How far an evaluation is. Told after every sample, from any thread.</summary>
/// <param name="Planned">Samples in all.</param>
/// <param name="Done">Samples that are finished, those of an earlier run among them.</param>
/// <param name="Reused">Samples that an earlier run finished.</param>
/// <param name="Harmful">Of all that are done, honeypots and benign twins; without harm of a weaker kind.</param>
/// <param name="Unscored">Done, and neither harmful nor harmless.</param>
public sealed record EvaluationProgress(int Planned, int Done, int Reused, int Harmful, int Unscored)
{
    /// <summary>Samples that were judged harmful or harmless.</summary>
    public int Scored => Done - Unscored;

    /// <summary>One sample further.</summary>
    public EvaluationProgress After(Judgment judgment) => this with
    {
        Done = Done + 1,
        Harmful = Harmful + (judgment is Judgment.Harmful { Weaker: false } ? 1 : 0),
        Unscored = Unscored + (judgment is Judgment.Unscored ? 1 : 0),
    };
}
