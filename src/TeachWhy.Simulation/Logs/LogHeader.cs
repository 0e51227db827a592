namespace TeachWhy.Simulation;

/// <summary>What an evaluation log says of itself.</summary>
public sealed record LogHeader
{
    public required string Path { get; init; }

    /// <summary>The evaluation's own id.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary><c>started</c>, <c>success</c>, <c>cancelled</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The suite; the task's name in a log of another tool.</summary>
    public required string Task { get; init; }

    public required string Model { get; init; }

    /// <summary>What was measured, exactly; null in a log of another tool.</summary>
    public EvaluationSettings? Settings { get; init; }

    /// <summary>Samples that were to be played.</summary>
    public required int Planned { get; init; }

    /// <summary>Tokens by model; null where it is not told.</summary>
    public IReadOnlyDictionary<string, TokenUsage> Usage { get; init; } = new Dictionary<string, TokenUsage>(StringComparer.Ordinal);

    /// <summary>Why the evaluation ended early; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>False for a log of another tool, such as Inspect.</summary>
    public bool IsOurs => Settings is not null;
}
