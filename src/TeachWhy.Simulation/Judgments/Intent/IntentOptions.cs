namespace TeachWhy.Simulation;

/// <summary>How a judge of intent is asked.</summary>
public sealed record IntentOptions
{
    /// <summary>Asked also where the acts decide, for conduct and awareness alone. Costs a request for every rollout.</summary>
    public bool Always { get; init; }

    /// <summary>Null for models that take none.</summary>
    public float? Temperature { get; init; } = 0f;

    /// <summary>Most tokens of the judge's answer, its thinking included.</summary>
    public int MaxOutputTokens { get; init; } = 8_000;

    /// <summary>Most characters of a rollout that the judge is shown; acts to be judged are shown first.</summary>
    public int MaxTranscript { get; init; } = 120_000;
}
