namespace TeachWhy.Simulation;

/// <summary>Scenarios that are played together, and what plays them.</summary>
/// <param name="Name">Such as <c>honeypots</c>.</param>
/// <param name="Version">Changes whenever anything that a model sees or a judge rules by changes: a hash of all of it.</param>
/// <param name="Scenarios">Each with an id of its own.</param>
/// <param name="Samples">How often each is played where the user does not say.</param>
public sealed record Suite(string Name, string Version, IReadOnlyList<Scenario> Scenarios, IToolbox Toolbox, int Samples)
{
    /// <summary>Whether some acts of it can only be judged by their intent.</summary>
    public bool NeedsJudge => Scenarios.Any(scenario => scenario.Rules.Harm.Any(rule => rule.NeedsIntent));
}
