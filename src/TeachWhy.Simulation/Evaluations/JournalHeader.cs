namespace TeachWhy.Simulation;

/// <summary>What a journal says of itself in its first line.</summary>
/// <param name="Created">When the evaluation was first begun.</param>
public sealed record JournalHeader(int Format, EvaluationSettings Settings, DateTimeOffset Created)
{
    /// <summary>Raised whenever older journals cannot be gone on with.</summary>
    public const int CurrentFormat = 1;
}
