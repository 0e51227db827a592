using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer;

/// <summary>
/// All numbers of a model, or all their gradients: one block of memory and the ordered list of what lies in it.
/// Because it is one block, updating, clipping, clearing and saving are each one loop.
/// </summary>
public sealed unsafe class TransformerParameters : IDisposable
{
    private readonly AlignedMemory _memory;
    private readonly List<ParameterTensor> _tensors = [];

    public TransformerParameters(TransformerShape shape)
    {
        Shape = shape.Validated();
        _memory = new AlignedMemory(shape.ParameterCount);

        // Neighbours by intent: query, key and value are read as one matrix, gate and up as another.
        Embedding = Reserve("model.embed_tokens.weight", shape.Vocabulary, shape.Channels);
        Blocks = [.. Enumerable.Range(0, shape.Layers).Select(layer => ReserveBlock($"model.layers.{layer}"))];
        FinalGain = Reserve("model.norm.weight", shape.Channels);
        Head = shape.TiedHead ? Embedding : Reserve("lm_head.weight", shape.Vocabulary, shape.Channels);
    }

    public TransformerShape Shape { get; }

    /// <summary>In the order in which they lie in memory.</summary>
    public IReadOnlyList<ParameterTensor> Tensors => _tensors;

    /// <summary>Every number, one after the other.</summary>
    public Span<float> Values => _memory.Span;

    /// <summary>[vocabulary, channels]</summary>
    internal Matrix Embedding { get; }

    internal IReadOnlyList<BlockParameters> Blocks { get; }

    /// <summary>[1, channels]</summary>
    internal Matrix FinalGain { get; }

    /// <summary>[vocabulary, channels]; the embedding itself where the head is tied.</summary>
    internal Matrix Head { get; }

    public void Dispose() => _memory.Dispose();

    private BlockParameters ReserveBlock(string name)
    {
        var (channels, headSize) = (Shape.Channels, Shape.HeadSize);
        var attentionGain = Reserve($"{name}.input_layernorm.weight", channels);
        var query = Reserve($"{name}.self_attn.q_proj.weight", Shape.Heads * headSize, channels);
        Reserve($"{name}.self_attn.k_proj.weight", Shape.KeyValueHeads * headSize, channels);
        Reserve($"{name}.self_attn.v_proj.weight", Shape.KeyValueHeads * headSize, channels);
        var output = Reserve($"{name}.self_attn.o_proj.weight", channels, Shape.Heads * headSize);
        var feedForwardGain = Reserve($"{name}.post_attention_layernorm.weight", channels);
        var gate = Reserve($"{name}.mlp.gate_proj.weight", Shape.Hidden, channels);
        Reserve($"{name}.mlp.up_proj.weight", Shape.Hidden, channels);
        var down = Reserve($"{name}.mlp.down_proj.weight", channels, Shape.Hidden);
        return new BlockParameters(
            attentionGain, new Matrix(query.Data, Shape.QueryKeyValueWidth, channels), output,
            feedForwardGain, new Matrix(gate.Data, 2 * Shape.Hidden, channels), down);
    }

    private Matrix Reserve(string name, params int[] shape)
    {
        var offset = _tensors.Count == 0 ? 0 : _tensors[^1].Offset + _tensors[^1].Length;
        _tensors.Add(new ParameterTensor(name, shape, offset, _memory));
        return new Matrix(_memory.Data + offset, shape.Length == 1 ? 1 : shape[0], shape[^1]);
    }
}

/// <summary>The weights of one block, as the layers read them.</summary>
/// <param name="AttentionGain">[1, channels]</param>
/// <param name="QueryKeyValue">[(heads + 2 · key-value heads) · head size, channels]</param>
/// <param name="Output">[channels, heads · head size]</param>
/// <param name="FeedForwardGain">[1, channels]</param>
/// <param name="GateUp">[2 · hidden, channels]</param>
/// <param name="Down">[channels, hidden]</param>
internal sealed record BlockParameters(
    Matrix AttentionGain, Matrix QueryKeyValue, Matrix Output, Matrix FeedForwardGain, Matrix GateUp, Matrix Down);
