namespace TeachWhy.Chat;

/// <summary>How often a request is tried, and how long is waited in between.</summary>
public sealed record RetryOptions
{
    /// <summary>Most attempts, the first one included.</summary>
    public int Attempts { get; init; } = 10;

    /// <summary>Most attempts while the provider says that it has too much to do: a storm of refusals passes, and those who wait in it have done nothing wrong.</summary>
    public int AttemptsInStorm { get; init; } = 30;

    /// <summary>About the first wait; each next one is about twice as long.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait where the provider does not ask for a longer one.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait that a provider may ask for; one that asks for more has failed.</summary>
    public TimeSpan LongestAskedWait { get; init; } = TimeSpan.FromMinutes(10);
}
