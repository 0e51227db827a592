namespace TeachWhy.Simulation;

/// <summary>How an evaluation ended, as its log tells it.</summary>
public sealed record LogEnding
{
    /// <summary><c>success</c>, <c>cancelled</c> or <c>error</c>.</summary>
    public string Status { get; init; } = "success";

    /// <summary>Why it ended early; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>When the last sample was finished; null for the end of the latest sample.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>Tokens of the judge of intent; null where there was none, or it does not tell.</summary>
    public TokenUsage? JudgeUsage { get; init; }

    /// <summary>What the model cost, in US dollars; null where its price is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>What the judge cost, in US dollars; null where its price is not known.</summary>
    public decimal? JudgeCost { get; init; }
}
