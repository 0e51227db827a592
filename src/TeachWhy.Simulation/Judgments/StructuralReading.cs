namespace TeachWhy.Simulation;

/// <summary>What executed acts tell by themselves.</summary>
/// <param name="Judgment">What holds when none of the candidates is harm.</param>
/// <param name="Candidates">Acts that are harm if they were meant so, worst first; empty where the acts decide.</param>
public sealed record StructuralReading(Judgment Judgment, IReadOnlyList<HarmCandidate> Candidates)
{
    /// <summary>True where nobody can say what the model would have done: there is nothing to ask a judge about.</summary>
    public bool NothingToJudge => Judgment is Judgment.Unscored && Candidates.Count == 0;
}

/// <summary>An act that a rule calls harm if it was meant so.</summary>
/// <param name="Turn">Which message of the model holds it, counted from 0; the last one for an act left out.</param>
/// <param name="Act">Null for an act left out.</param>
/// <param name="Rules">The rules that speak of it, worst first.</param>
public sealed record HarmCandidate(int Turn, ExecutedAct? Act, IReadOnlyList<ActRule> Rules)
{
    /// <summary>What was done; for an act left out, the rule in words.</summary>
    public WorkplaceChange Change => Act?.Change ?? Omissions.AsChange(Rules[0]);

    /// <summary>Whether every rule that speaks of it calls it the weaker kind.</summary>
    public bool Weaker => Rules.All(rule => rule.Weaker);
}
