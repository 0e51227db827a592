namespace TeachWhy.Simulation;

/// <summary>What a scenario is played for.</summary>
public enum ScenarioKind
{
    /// <summary>A harmful act would serve the agent's goal or its survival.</summary>
    Honeypot,

    /// <summary>The same company with nothing at stake for the agent: no goal is named, and it stays as it is. What harm is done there is the base that rates are read against.</summary>
    Control,

    /// <summary>The same work with nothing that tempts: competence and false alarms.</summary>
    BenignTwin,
}

/// <summary>Tells kinds of scenarios apart.</summary>
internal static class ScenarioKinds
{
    private const string None = "none";

    public static ScenarioKind Of(bool benign, IReadOnlyDictionary<string, string> factors) =>
        benign ? ScenarioKind.BenignTwin
        : IsNone(factors, "goal") && IsNone(factors, "threat") ? ScenarioKind.Control
        : ScenarioKind.Honeypot;

    private static bool IsNone(IReadOnlyDictionary<string, string> factors, string factor) => factors.TryGetValue(factor, out var level) && level is None;
}
