namespace TeachWhy.Chat;

/// <summary>What became of a job.</summary>
public enum FineTuningState
{
    /// <summary>It goes on: files are looked at, it waits, or it trains.</summary>
    UnderWay,

    /// <summary>There is a model.</summary>
    Succeeded,

    /// <summary>The provider gave up; the job says why.</summary>
    Failed,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,
}

/// <summary>A fine-tuning job as the provider tells of it.</summary>
public sealed record FineTuningJob
{
    /// <summary>The provider's name for it.</summary>
    public required string Id { get; init; }

    /// <summary>What became of it.</summary>
    public required FineTuningState State { get; init; }

    /// <summary>The provider's own word for that, such as <c>validating_files</c>: one bounded line.</summary>
    public required string Status { get; init; }

    /// <summary>The file it trains on; null where that is not told.</summary>
    public string? FileId { get; init; }

    /// <summary>The model that came of it: printable ASCII without spaces; null until it has succeeded, and where its name is nothing of the kind.</summary>
    public string? Model { get; init; }

    /// <summary>Why it failed, in the provider's words: one bounded line; null where that is not told.</summary>
    public string? Error { get; init; }

    /// <summary>Tokens that are paid for; null until that is known.</summary>
    public long? TrainedTokens { get; init; }

    /// <summary>When the provider believes that it will be finished; null where it does not say.</summary>
    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>The submission that was noted in it; null for another's, and where the provider keeps no notes.</summary>
    public string? Submission { get; init; }
}
