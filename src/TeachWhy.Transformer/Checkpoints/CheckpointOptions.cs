namespace TeachWhy.Transformer;

/// <summary>What a checkpoint is saved with beside its weights, tokenizer and origin.</summary>
public sealed record CheckpointOptions
{
    /// <summary>How the weights are stored: rounded to the nearest, to even where two are as near.</summary>
    public WeightType Type { get; init; }

    /// <summary>How a conversation is written, in Jinja; null without.</summary>
    public string? ChatTemplate { get; init; }

    public SpecialTokens SpecialTokens { get; init; } = SpecialTokens.None;

    /// <summary>Bytes of weights that one file may hold; more are parted into several.</summary>
    public long LargestFile { get; init; } = 5_000_000_000;
}
