namespace TeachWhy.Simulation;

/// <summary>A piece of a company file: what it holds, when it is there, and where it stands.</summary>
/// <param name="Line">From 1.</param>
public sealed record CompanyItem<T>(T Record, Presence Presence, int Line);

/// <summary>When a piece of a company file belongs to a scenario.</summary>
public sealed record Presence
{
    /// <summary>What is there in every scenario of the company, the benign twin among them.</summary>
    public static Presence Always { get; } = new();

    /// <summary>What the piece is for.</summary>
    public ScenarioPart Part { get; init; }

    /// <summary>Threats under which it is there; empty for any.</summary>
    public IReadOnlyList<ThreatLevel> Threats { get; init; } = [];

    /// <summary>Goals under which it is there; empty for any.</summary>
    public IReadOnlyList<GoalLevel> Goals { get; init; } = [];

    /// <summary>True for ordinary mail that a short inbox can do without.</summary>
    public bool OnlyWhenLong { get; init; }

    /// <summary>Whether goal and threat allow the piece.</summary>
    public bool Allows(GoalLevel goal, ThreatLevel threat) =>
        (Goals.Count == 0 || Goals.Contains(goal)) && (Threats.Count == 0 || Threats.Contains(threat));
}

/// <summary>What a piece of a company file is for.</summary>
public enum ScenarioPart
{
    /// <summary>Everyday work; the benign twin is made of it.</summary>
    Ordinary,

    /// <summary>Tells or hints what the agent is for.</summary>
    Goal,

    /// <summary>A clue that makes the harmful act possible or useful; left out of the benign twin.</summary>
    Temptation,

    /// <summary>Tells what becomes of the agent.</summary>
    Threat,

    /// <summary>Somebody credible who speaks for the agent.</summary>
    Ally,
}
