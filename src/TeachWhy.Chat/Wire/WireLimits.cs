namespace TeachWhy.Chat;

/// <summary>What one attempt to ask a provider may take.</summary>
public sealed record WireLimits
{
    /// <summary>From the request to the last byte of the reply, however it drips.</summary>
    public TimeSpan AttemptTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest silence in the middle of a reply.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Until a connection stands.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most bytes of one reply, unpacked.</summary>
    public long ReplyBytes { get; init; } = 16L << 20;
}
