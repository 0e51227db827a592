namespace TeachWhy.App.Serving;

/// <summary>Where the server listens, whom it answers, and the limits that keep one client from taking all.</summary>
internal sealed record ServerOptions
{
    /// <summary>The environment variable that holds the token: a command line can be read by everyone on the machine.</summary>
    public const string TokenVariable = "TEACHWHY_TOKEN";

    /// <summary>The port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>What a client must send as its bearer token; null asks for none.</summary>
    public string? Token { get; init; }

    /// <summary>Most bytes of a request's body.</summary>
    public long MostBodyBytes { get; init; } = 4 << 20;

    /// <summary>Most messages of a conversation.</summary>
    public int MostMessages { get; init; } = 4096;

    /// <summary>Most answers that one request may ask for, over all of its prompts.</summary>
    public int MostChoices { get; init; } = 64;

    /// <summary>Most connections that are open at the same time.</summary>
    public int MostConnections { get; init; } = 512;

    /// <summary>A request that takes longer is ended.</summary>
    public TimeSpan MostTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What a client that finds the queue full is told to wait.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After a request to stop, what running requests have left to end in.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
