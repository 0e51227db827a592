namespace TeachWhy.Training;

/// <summary>What a run teaches.</summary>
public enum Objective
{
    /// <summary>Every token of every document.</summary>
    NextToken,

    /// <summary>Only what the assistant says in conversations.</summary>
    Supervised,
}
