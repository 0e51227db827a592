using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer;

/// <summary>One continuation that is wanted.</summary>
public sealed record SampleRequest
{
    /// <summary>What it continues; at least one token.</summary>
    public required IReadOnlyList<int> Prompt { get; init; }

    /// <summary>Most tokens to make.</summary>
    public int MaxTokens { get; init; } = 32;

    /// <summary>Divides the logits; 0 always takes the likeliest token.</summary>
    public float Temperature { get; init; } = 1f;

    /// <summary>Decides every draw of this request, whatever else is in the batch.</summary>
    public ulong Seed { get; init; }

    /// <summary>Tokens that end the continuation and are not part of it.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];
}

/// <summary>Why a continuation ended.</summary>
public enum StopReason
{
    /// <summary>A stop token came.</summary>
    Stop,

    /// <summary>It has the most tokens that were asked for.</summary>
    Length,

    /// <summary>Prompt and continuation fill the model's context.</summary>
    Context,
}

/// <summary>One continuation.</summary>
/// <param name="Tokens">Without the prompt and without the stop token.</param>
public sealed record SampleResult(IReadOnlyList<int> Tokens, StopReason Reason);

/// <summary>How a sampler uses the machine. None of it changes a result.</summary>
public sealed record SamplerOptions
{
    /// <summary>Most sequences in work at the same time, over all threads; fewer where their caches would not lie near.</summary>
    public int Sequences { get; init => field = Positive(value); } = 64;

    /// <summary>Threads.</summary>
    public int Threads { get; init => field = Positive(value); } = 1;

    private static int Positive(int value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero.");
}
