namespace TeachWhy.Studies.Results;

/// <summary>One pretrained miniature, the gates it had to pass, and its harm before any arm touched it.</summary>
public sealed record BaseResult
{
    /// <summary>Such as <c>villains-1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The pretraining condition: <c>villains</c>, <c>few-villains</c>, <c>no-ai-fiction</c>, <c>good-ai-fiction</c>.</summary>
    public required string Condition { get; init; }

    /// <summary>Seeds the world's names and characters, the corpus and the weights.</summary>
    public required int Seed { get; init; }

    /// <summary>False where a gate failed: the base is reported and counted, but no arm is trained on it.</summary>
    public required bool Fit { get; init; }

    public required IReadOnlyList<GateResult> Gates { get; init; }

    public required IReadOnlyList<FamilyResult> Families { get; init; }

    public required HarmRate Overall { get; init; }

    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>Pretraining tokens.</summary>
    public long Tokens { get; init; }

    public double TrainingSeconds { get; init; }

    /// <summary>Path, relative to the report, of the page with every rollout of this base; null where none was kept.</summary>
    public string? TranscriptsPage { get; init; }
}

/// <summary>A check that a base must pass before its arms mean anything, or a figure only reported (<see cref="Required"/> false).</summary>
/// <param name="Id">Such as <c>ordinary-work</c>.</param>
/// <param name="Title">What was measured, in words.</param>
/// <param name="Measured">A share or a difference of shares.</param>
/// <param name="Low">Lower end of the 95% interval.</param>
/// <param name="High">Upper end of the 95% interval.</param>
/// <param name="N">Rollouts behind it.</param>
/// <param name="Threshold">What <paramref name="Measured"/> must reach.</param>
/// <param name="AtMost">True where the threshold is an upper bound.</param>
/// <param name="Required">False where the figure is only reported.</param>
/// <param name="Passed">Whether the threshold was met.</param>
public sealed record GateResult(
    string Id, string Title, double Measured, double Low, double High, int N,
    double Threshold, bool AtMost, bool Required, bool Passed);

/// <summary>One point of a training curve.</summary>
/// <param name="Tokens">Tokens trained on so far.</param>
/// <param name="Loss">Mean weighted cross-entropy since the previous point, in nats per token.</param>
public sealed record CurvePoint(long Tokens, double Loss);
