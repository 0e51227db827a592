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

    /// <summary>Draws from the likeliest tokens only, as many as together have this probability; above 0 and at most 1.</summary>
    public float TopP { get; init; } = 1f;

    /// <summary>Draws from this many of the likeliest tokens only; 0 draws from all. It comes before <see cref="TopP"/>.</summary>
    public int TopK { get; init; }

    /// <summary>How many of the likeliest tokens to report, with their log-probabilities, beside each token; null reports none at all.</summary>
    public int? LikeliestTokens { get; init; }

    /// <summary>Decides every draw of this request, whatever else is in the batch.</summary>
    public ulong Seed { get; init; }

    /// <summary>Tokens that end the continuation and are not part of it.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];

    /// <exception cref="ArgumentException">A model of this shape cannot answer it.</exception>
    internal void Check(TransformerShape shape)
    {
        Require(Prompt.Count > 0 && Prompt.Count < shape.Context, $"A prompt must have from 1 to {shape.Context - 1} tokens, not {Prompt.Count}.");
        Require(MaxTokens > 0, $"MaxTokens must be above zero, not {MaxTokens}.");
        Require(Temperature >= 0f && float.IsFinite(Temperature), $"Temperature must be 0 or above and finite, not {Temperature}.");
        Require(TopP is > 0f and <= 1f, $"TopP must be above 0 and at most 1, not {TopP}.");
        Require(TopK >= 0, $"TopK must be 0 or above, not {TopK}.");
        Require(
            LikeliestTokens is null || (LikeliestTokens >= 0 && LikeliestTokens <= shape.Vocabulary),
            $"LikeliestTokens must be from 0 to the vocabulary's {shape.Vocabulary}, not {LikeliestTokens}.");
        foreach (var token in Prompt)
        {
            Require((uint)token < (uint)shape.Vocabulary, $"Token {token} is outside the vocabulary of {shape.Vocabulary}.");
        }
    }

    private static void Require(bool holds, FormattableString otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant(otherwise), nameof(SampleRequest));
        }
    }
}
