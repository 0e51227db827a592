namespace TeachWhy.Transformer.Measurement;

/// <summary>A model whose speed is measured.</summary>
/// <param name="Name">Its name in tables.</param>
public sealed record MeasuredModel(string Name, TransformerShape Shape)
{
    /// <summary>The model of the miniature study: 0.9 million parameters.</summary>
    public static MeasuredModel Miniature { get; } = new("miniature", new TransformerShape { Vocabulary = 620 });

    /// <summary>A larger one: 5.1 million parameters, 256 channels.</summary>
    public static MeasuredModel Wide { get; } = new("d256", new TransformerShape
    {
        Vocabulary = 1024, Channels = 256, Layers = 6, Heads = 8, KeyValueHeads = 8, Hidden = 704, Context = 192,
    });

    public static IReadOnlyList<MeasuredModel> All { get; } = [Miniature, Wide];
}
