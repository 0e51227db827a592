namespace TeachWhy.Chat;

/// <summary>Between what bounds the number of requests to a provider finds its own level.</summary>
public sealed record ConcurrencyOptions
{
    /// <summary>Requests at the same time to begin with.</summary>
    public int Start { get; init; } = 8;

    /// <summary>Most requests at the same time.</summary>
    public int Ceiling { get; init; } = 200;
}
