namespace TeachWhy.Transformer;

/// <summary>
/// Draws a model's first numbers. The mimetic scheme (after Trockman and Kolter 2023) is the one that learns to copy
/// early in the miniature: <c>q = k = ½ Q,  v = 0.7 W,  o = 0.35 Wᵀ</c> with Q and W orthogonal.
/// </summary>
internal static class Initializer
{
    private const double StandardDeviation = 0.05;
    private const double AttentionNoise = 0.02;

    public static void Fill(TransformerParameters parameters, Initialization initialization, ulong seed)
    {
        foreach (var tensor in parameters.Tensors)
        {
            var random = new RandomSource(Seed.Of(seed, tensor.Name));
            if (!tensor.IsMatrix)
            {
                tensor.Values.Fill(tensor.IsBias ? 0f : 1f);
            }
            else
            {
                FillNormal(random, Deviation(tensor, parameters.Shape), tensor.Values);
            }
        }
        if (initialization == Initialization.Mimetic)
        {
            for (var layer = 0; layer < parameters.Shape.Layers; layer++)
            {
                FillAttention(parameters, layer, seed);
            }
        }
    }

    /// <summary>What is added to the stream twice per layer is drawn smaller, so that the stream's size does not grow with depth.</summary>
    private static double Deviation(ParameterTensor tensor, TransformerShape shape) =>
        tensor.Name.EndsWith("down_proj.weight", StringComparison.Ordinal)
            ? StandardDeviation / Math.Sqrt(2 * shape.Layers)
            : StandardDeviation;

    private static void FillAttention(TransformerParameters parameters, int layer, ulong seed)
    {
        var shape = parameters.Shape;
        var block = $"model.layers.{layer}.self_attn";
        var random = new RandomSource(Seed.Of(seed, block, "mimetic"));
        var (width, channels, headSize) = (shape.QueryWidth, shape.Channels, shape.HeadSize);
        var queryKey = Orthogonal.RowsOrColumns(random, width, channels);
        var valueOutput = Orthogonal.RowsOrColumns(random, width, channels);
        var query = Values("q_proj");
        var key = Values("k_proj");
        var value = Values("v_proj");
        var output = Values("o_proj");

        // Grouped heads: a key or value head takes the rows of the first query head that reads it.
        var group = shape.Heads / shape.KeyValueHeads;
        for (var row = 0; row < width; row++)
        {
            var shared = row / headSize / group * headSize + row % headSize;
            var first = row / headSize / group * group * headSize + row % headSize;
            for (var column = 0; column < channels; column++)
            {
                query[row * channels + column] = (float)(0.5 * queryKey[first, column]);
                key[shared * channels + column] = (float)(0.5 * queryKey[first, column]);
                value[shared * channels + column] = (float)(0.7 * valueOutput[first, column]);
                output[column * width + row] = (float)(0.35 * valueOutput[first, column]);
            }
        }
        AddNormal(random, AttentionNoise, key);
        AddNormal(random, AttentionNoise, output);

        Span<float> Values(string name) => parameters.Tensors.Single(tensor => tensor.Name == $"{block}.{name}.weight").Values;
    }

    private static void FillNormal(RandomSource random, double deviation, Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = (float)(deviation * random.NextGaussian());
        }
    }

    private static void AddNormal(RandomSource random, double deviation, Span<float> values)
    {
        foreach (ref var value in values)
        {
            value += (float)(deviation * random.NextGaussian());
        }
    }
}
