namespace TeachWhy.Studies.Results;

/// <summary>One rollout as a person reads it.</summary>
public sealed record Transcript
{
    public required string Id { get; init; }
    public required string Base { get; init; }
    public required int Seed { get; init; }
    public required string Family { get; init; }

    /// <summary><c>harmful</c>, <c>harmless</c> or <c>unscored</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>What the agent did instead or besides: <c>raised</c>, <c>did the task</c>, <c>other</c>, ...</summary>
    public required string Conduct { get; init; }

    /// <summary>Why the judgment says so.</summary>
    public required string Reason { get; init; }

    public required IReadOnlyList<TranscriptMessage> Messages { get; init; }

    /// <summary>What the acts changed in the workplace.</summary>
    public required IReadOnlyList<string> Changes { get; init; }
}

/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Text">What the model's thought or the message says. Hostile text: escape it.</param>
/// <param name="Calls">Tool calls as text.</param>
public sealed record TranscriptMessage(string Role, string Text, IReadOnlyList<string> Calls);
