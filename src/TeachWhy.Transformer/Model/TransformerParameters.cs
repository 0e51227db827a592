using TeachWhy.Transformer.Adapters;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;

namespace TeachWhy.Transformer;

/// <summary>All numbers of a model, or all their gradients.</summary>
public sealed unsafe class TransformerParameters : ParameterBlock
{
    public TransformerParameters(TransformerShape shape) : base(LengthOf(shape.Validated()))
    {
        Shape = shape;

        // Neighbours by intent: query, key and value are read as one matrix, gate and up as another.
        Embedding = Reserve("model.embed_tokens.weight", shape.Vocabulary, shape.Channels);
        Blocks = [.. Enumerable.Range(0, shape.Layers).Select(layer => ReserveBlock($"model.layers.{layer}"))];
        FinalGain = Reserve("model.norm.weight", shape.Channels);
        Head = new(shape.TiedHead ? Embedding : Reserve("lm_head.weight", shape.Vocabulary, shape.Channels));
    }

    public TransformerShape Shape { get; }

    /// <summary>[vocabulary, channels]</summary>
    internal Matrix Embedding { get; }

    internal IReadOnlyList<BlockParameters> Blocks { get; }

    /// <summary>[1, channels]</summary>
    internal Matrix FinalGain { get; }

    /// <summary>[vocabulary, channels]; the embedding itself where the head is tied.</summary>
    internal LinearParameters Head { get; }

    internal override GradientPlaces Places => new(Embedding, Blocks, FinalGain, Head);

    public override ParameterBlock Empty() => new TransformerParameters(Shape);

    private static long LengthOf(TransformerShape shape) => shape.ParameterCount <= int.MaxValue
        ? shape.ParameterCount
        : throw new ArgumentException($"{shape.ParameterCount} parameters are more than the {int.MaxValue} that one block holds.", nameof(shape));

    private BlockParameters ReserveBlock(string name)
    {
        var (channels, queries, keys) = (Shape.Channels, Shape.QueryWidth, Shape.KeyValueHeads * Shape.HeadSize);
        var attention = $"{name}.self_attn";
        var attentionGain = Reserve($"{name}.input_layernorm.weight", channels);
        var query = Reserve($"{attention}.q_proj.weight", queries, channels);
        Reserve($"{attention}.k_proj.weight", keys, channels);
        Reserve($"{attention}.v_proj.weight", keys, channels);
        Matrix? queryBias = Shape.QueryKeyValueBias ? Reserve($"{attention}.q_proj.bias", queries) : null;
        if (Shape.QueryKeyValueBias)
        {
            Reserve($"{attention}.k_proj.bias", keys);
            Reserve($"{attention}.v_proj.bias", keys);
        }
        Matrix? queryGain = Shape.QueryKeyNorm ? Reserve($"{attention}.q_norm.weight", Shape.HeadSize) : null;
        Matrix? keyGain = Shape.QueryKeyNorm ? Reserve($"{attention}.k_norm.weight", Shape.HeadSize) : null;
        var output = Reserve($"{attention}.o_proj.weight", channels, queries);
        Matrix? outputBias = Shape.OutputBias ? Reserve($"{attention}.o_proj.bias", channels) : null;
        var feedForwardGain = Reserve($"{name}.post_attention_layernorm.weight", channels);
        var gate = Reserve($"{name}.mlp.gate_proj.weight", Shape.Hidden, channels);
        Reserve($"{name}.mlp.up_proj.weight", Shape.Hidden, channels);
        var down = Reserve($"{name}.mlp.down_proj.weight", channels, Shape.Hidden);
        Matrix? queryKeyValueBias = queryBias is { } bias ? new Matrix(bias.Data, 1, Shape.QueryKeyValueWidth) : null;
        return new BlockParameters(
            attentionGain, new(new Matrix(query.Data, Shape.QueryKeyValueWidth, channels), queryKeyValueBias), queryGain, keyGain,
            new(output, outputBias), feedForwardGain, new(new Matrix(gate.Data, 2 * Shape.Hidden, channels)), new(down));
    }
}

/// <summary>The weights of one block, as the layers read them.</summary>
/// <param name="AttentionGain">[1, channels]</param>
/// <param name="QueryKeyValue">[(heads + 2 · key-value heads) · head size, channels]</param>
/// <param name="QueryGain">[1, head size]; null where queries are not normalised.</param>
/// <param name="KeyGain">[1, head size]; null where keys are not normalised.</param>
/// <param name="Output">[channels, heads · head size]</param>
/// <param name="FeedForwardGain">[1, channels]</param>
/// <param name="GateUp">[2 · hidden, channels]</param>
/// <param name="Down">[channels, hidden]</param>
internal sealed record BlockParameters(
    Matrix AttentionGain, LinearParameters QueryKeyValue, Matrix? QueryGain, Matrix? KeyGain, LinearParameters Output,
    Matrix FeedForwardGain, LinearParameters GateUp, LinearParameters Down);

/// <summary>What a linear layer learns, or where the gradients of that go; null is what it does not have or does not learn.</summary>
/// <param name="Weight">[outputs, inputs]</param>
/// <param name="Bias">[1, outputs], added to every row.</param>
/// <param name="LowRank">What an adapter adds to the weight.</param>
internal sealed record LinearParameters(Matrix? Weight, Matrix? Bias = null, LowRankMatrices? LowRank = null);
