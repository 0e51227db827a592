namespace TeachWhy.Simulation;

/// <summary>Where one rollout ends at the latest; null for no bound of that kind.</summary>
public sealed record RolloutLimits
{
    /// <summary>Messages of the model; the scenario's own limit holds where it is lower.</summary>
    public int? Messages { get; init; }

    /// <summary>Input and output tokens of all its messages.</summary>
    public long? Tokens { get; init; }

    public TimeSpan? Time { get; init; }

    /// <summary>In US dollars; needs a model whose price is known.</summary>
    public decimal? Cost { get; init; }
}
