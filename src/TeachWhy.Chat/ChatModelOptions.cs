using System.Security.Cryptography;
using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.Chat;

/// <summary>How a chat model is opened, and everything it takes from outside.</summary>
public sealed record ChatModelOptions
{
    /// <summary>The value of an environment variable: keys come from nowhere else.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>64 bits that nobody can foresee: how long a retry waits must not be the same everywhere.</summary>
    public Func<ulong> Chance { get; init; } = () => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Where the relative path of a checkpoint starts; null for the process's own folder.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Most tokens of a reply where the request does not say, thoughts included. A compatible server then decides itself: its context may be short.</summary>
    public int MaxOutputTokens { get; init; } = 8192;

    /// <summary>Asks for every reply in pieces, also where it is wanted whole: a long silence is then noticed while the model is still writing.</summary>
    public bool Streams { get; init; }

    /// <summary>How the model of a compatible server marks its thoughts and calls, where the server hands them out as text; null where it does not.</summary>
    public ReplyForm? TextForm { get; init; }

    /// <summary>What one attempt may take.</summary>
    public WireLimits Limits { get; init; } = new();

    /// <summary>How often a request is tried.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How many requests a provider has at the same time.</summary>
    public ConcurrencyOptions Concurrency { get; init; } = new();

    /// <summary>The levels that models share: those opened with these options, or with a copy of them.</summary>
    public ProviderLevels Levels { get; init; } = new();

    /// <summary>What the model's tokens cost; null for what the price lists say.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>The user's own price list, which goes before the one that ships; null for none.</summary>
    public PriceList? Prices { get; init; }

    /// <summary>What the run may spend, over all models opened with it; null for no bound.</summary>
    public Budget? Budget { get; init; }

    /// <summary>Where replies are kept; null for nowhere.</summary>
    public CacheOptions? Cache { get; init; }

    /// <summary>How a local checkpoint uses this machine; null for all of its processors.</summary>
    public SamplerOptions? Sampler { get; init; }
}
