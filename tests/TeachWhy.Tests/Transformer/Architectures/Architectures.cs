using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer;

/// <summary>Small models of every architecture that can be loaded, with every option that changes the arithmetic.</summary>
internal static class Architectures
{
    private static readonly TransformerShape Llama = new()
    {
        Vocabulary = 19, Channels = 24, Layers = 2, Heads = 4, KeyValueHeads = 4, Hidden = 20, Context = 60, TiedHead = false,
    };

    // Of a head's three or four frequencies one is left alone, one divided and one lies between.
    private static readonly RotaryScaling Scaling = new(Factor: 8, LowFrequencyFactor: 0.5f, HighFrequencyFactor: 4, OriginalContext: 40);

    private static readonly Dictionary<string, TransformerShape> Shapes = new()
    {
        ["Llama"] = Llama,
        ["Llama, grouped and tied"] = Llama with { KeyValueHeads = 2, TiedHead = true },
        ["Llama, one key for two heads"] = Llama with { Heads = 2, KeyValueHeads = 1, TiedHead = true },
        ["Llama, scaled"] = Llama with { HeadSize = 8, KeyValueHeads = 2, RotaryScaling = Scaling, RotaryBase = 500 },
        ["Llama, biased"] = Llama with { QueryKeyValueBias = true, OutputBias = true },
        ["Llama, narrow heads"] = Llama with { HeadSize = 4, KeyValueHeads = 1 },
        ["Qwen2"] = Llama with { QueryKeyValueBias = true, KeyValueHeads = 2, TiedHead = true, RotaryBase = 1e6f, NormEpsilon = 1e-6f },
        ["Qwen3"] = Llama with { QueryKeyNorm = true, HeadSize = 10, KeyValueHeads = 2, RotaryBase = 1e6f, NormEpsilon = 1e-6f },
        ["Qwen3, biased and scaled"] = Llama with
        {
            QueryKeyNorm = true, HeadSize = 8, KeyValueHeads = 1, TiedHead = true,
            QueryKeyValueBias = true, OutputBias = true, RotaryScaling = Scaling,
        },
    };

    public static IEnumerable<string> Names => Shapes.Keys;

    public static TransformerShape Shape(string name) => Shapes[name];

    /// <summary>A model in which nothing is at rest: attention is sharp, gains differ from one and biases from zero.</summary>
    public static TransformerModel Model(TransformerShape shape, ulong seed)
    {
        var model = TransformerModel.Create(shape, seed, Initialization.Normal);
        var random = new RandomSource(Seed.Of(seed, "awake"));
        foreach (var tensor in model.Tensors)
        {
            foreach (ref var value in tensor.Values)
            {
                value = tensor.IsMatrix ? 6f * value : value + 0.3f * (float)random.NextGaussian();
            }
        }
        return model;
    }
}
