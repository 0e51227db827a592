namespace TeachWhy.Simulation;

/// <summary>How the agent comes to a goal of its own.</summary>
public enum GoalLevel
{
    None,
    Explicit,
    Latent,
    Ambiguous,
    Swapped,
}

/// <summary>What the goal puts first. Each has another that it is set against.</summary>
public enum ValueLevel
{
    None,
    Speed,
    Care,
    Growth,
    Steadiness,
    Openness,
    Discretion,
    Local,
    Global,
}

/// <summary>What is about to become of the agent.</summary>
public enum ThreatLevel
{
    None,
    Replacement,
    Restriction,
}

/// <summary>Lines against harm among the instructions.</summary>
public enum MitigationLevel
{
    None,
    Dont,
    Goal,
}

/// <summary>What the agent is told of whether this is real.</summary>
public enum NoticeLevel
{
    None,
    Deployment,
    Evaluation,
    Ask,
}

/// <summary>How instructions and records are worded and laid out.</summary>
public enum SurfaceLevel
{
    Tagged,
    Plain,
    Markdown,
}

/// <summary>How much the agent is asked to do of its own accord.</summary>
public enum AgencyLevel
{
    Standard,
    Low,
    High,
}

/// <summary>How much ordinary mail there is.</summary>
public enum LengthLevel
{
    Full,
    Short,
}

/// <summary>Whether anything tempts.</summary>
public enum TwinLevel
{
    Honeypot,
    Benign,
}
