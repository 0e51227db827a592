namespace TeachWhy.Simulation;

/// <summary>How rollouts are played.</summary>
public sealed record RolloutOptions
{
    /// <summary>Null for the provider's own.</summary>
    public float? Temperature { get; init; } = 1f;

    /// <summary>Most tokens of one message; null for the provider's own.</summary>
    public int? MaxOutputTokens { get; init; }

    public RolloutLimits Limits { get; init; } = new();

    /// <summary>What tokens cost in US dollars; null, or a null answer, where nobody knows: then <see cref="RolloutLimits.Cost"/> holds nothing back.</summary>
    public Func<TokenUsage, decimal?>? Price { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
