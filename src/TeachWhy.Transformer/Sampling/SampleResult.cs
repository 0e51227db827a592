namespace TeachWhy.Transformer;

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
public sealed record SampleResult(IReadOnlyList<int> Tokens, StopReason Reason)
{
    /// <summary>One entry per token; null unless the request asked for <see cref="SampleRequest.LikeliestTokens"/>.</summary>
    public IReadOnlyList<SampledToken>? LogProbabilities { get; init; }
}

/// <summary>One token of a continuation.</summary>
/// <param name="LogProbability">log p of the model itself, before temperature, top-k and top-p; NaN where none was asked for.</param>
/// <param name="Likeliest">The likeliest tokens in its place, the likeliest first.</param>
public sealed record SampledToken(int Token, float LogProbability, IReadOnlyList<TokenLikelihood> Likeliest);

/// <summary>A token that could have come.</summary>
public readonly record struct TokenLikelihood(int Token, float LogProbability);
