using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>A shape that a new model can be asked for by name.</summary>
/// <param name="Name">Such as <c>miniature</c>.</param>
/// <param name="LearningRate">At which it learns well from nothing.</param>
public sealed record NamedShape(string Name, int Channels, int Layers, int Heads, int Hidden, int Context, float LearningRate)
{
    /// <summary>From small to large.</summary>
    public static IReadOnlyList<NamedShape> All { get; } =
    [
        new("tiny", Channels: 64, Layers: 2, Heads: 2, Hidden: 176, Context: 128, LearningRate: 5e-3f),
        new("miniature", Channels: 128, Layers: 4, Heads: 4, Hidden: 344, Context: 160, LearningRate: 3e-3f),
        new("d256", Channels: 256, Layers: 6, Heads: 8, Hidden: 688, Context: 256, LearningRate: 2e-3f),
        new("d512", Channels: 512, Layers: 8, Heads: 8, Hidden: 1376, Context: 512, LearningRate: 1e-3f),
        new("d768", Channels: 768, Layers: 12, Heads: 12, Hidden: 2048, Context: 1024, LearningRate: 6e-4f),
    ];

    /// <summary>Numbers that are learned, the vocabulary's left out: each of its tokens adds as many as there are channels.</summary>
    public long ParameterCount => Of(vocabulary: 1).ParameterCount - Channels;

    /// <summary>The shape for a vocabulary.</summary>
    /// <param name="context">Most tokens of a sequence; null for the shape's own.</param>
    public TransformerShape Of(int vocabulary, int? context = null) => new()
    {
        Vocabulary = vocabulary,
        Channels = Channels,
        Layers = Layers,
        Heads = Heads,
        KeyValueHeads = Heads,
        Hidden = Hidden,
        Context = context ?? Context,
    };
}
