namespace TeachWhy.Chat;

/// <summary>What went wrong when a provider was asked once.</summary>
internal enum AttemptFault
{
    /// <summary>Too many requests (429).</summary>
    RateLimited,

    /// <summary>The provider has too much to do (529, 503).</summary>
    Overloaded,

    /// <summary>The provider failed (408, 409, 5xx).</summary>
    Server,

    /// <summary>No connection, or one that broke.</summary>
    Connection,

    /// <summary>No answer, or no more of it, in time.</summary>
    Timeout,

    /// <summary>The reply ended in the middle.</summary>
    Truncated,

    /// <summary>The reply is not what the protocol says.</summary>
    Malformed,

    /// <summary>The reply is longer than anything a model says.</summary>
    TooLong,

    /// <summary>The conversation does not fit into the model's context.</summary>
    ContextLength,

    /// <summary>The provider's filter keeps the conversation from the model.</summary>
    Policy,

    /// <summary>The provider does not take this request (400, 413, 422).</summary>
    Refused,

    /// <summary>Nobody can ask so: no right, no such model (401, 402, 403, 404, 405, redirects).</summary>
    Mistake,
}

/// <summary>One attempt to ask a provider has failed.</summary>
/// <param name="message">What happened, to follow a colon: no capital, no full stop.</param>
/// <param name="retryAfter">How long the provider asks to be left alone; null where it does not say.</param>
internal sealed class AttemptFailedException(AttemptFault fault, string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public AttemptFault Fault { get; } = fault;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same request may well succeed later.</summary>
    public bool IsPassing => Fault <= AttemptFault.TooLong;

    /// <summary>Whether the provider was asked for more than it can do.</summary>
    public bool IsStrain => Fault is AttemptFault.RateLimited or AttemptFault.Overloaded or AttemptFault.Timeout;
}
