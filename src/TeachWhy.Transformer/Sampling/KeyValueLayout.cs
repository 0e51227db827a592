using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// Where a block's numbers lie: layer by layer the keys of every key-value head, then its values. Keys are panels
/// [head size, panel width], so that a query meets neighbouring keys in neighbouring numbers; values are rows.
/// </summary>
internal sealed class KeyValueLayout(TransformerShape shape, WeightType type, int panelWidth)
{
    private const int Positions = CacheBlocks.Positions;

    private readonly nint _head = (nint)shape.HeadSize * Positions;

    public TransformerShape Shape => shape;

    public bool IsCompact { get; } = type switch
    {
        WeightType.Float32 => false,
        WeightType.BFloat16 => true,
        _ => throw new ArgumentException($"Keys and values are kept as Float32 or BFloat16, not as {type}."),
    };

    /// <summary>Memory of one block.</summary>
    public long BlockBytes => 2L * shape.Layers * shape.KeyValueHeads * _head * (IsCompact ? sizeof(ushort) : sizeof(float));

    /// <summary>Memory of a request's keys and values when it has become as long as it may.</summary>
    public long BytesOf(SampleRequest request)
    {
        var positions = Math.Min(shape.Context, (long)request.Prompt.Count + request.MaxTokens);
        return (positions + Positions - 1) / Positions * BlockBytes;
    }

    /// <summary>Where a head's keys begin in a block, in numbers.</summary>
    public nint Keys(int layer, int group) => (2 * layer * shape.KeyValueHeads + group) * _head;

    /// <summary>Where a head's values begin in a block, in numbers.</summary>
    public nint Values(int layer, int group) => ((2 * layer + 1) * shape.KeyValueHeads + group) * _head;

    /// <summary>Where element 0 of a key lies, counted from its head's beginning; the others follow at the panel's width.</summary>
    public nint Key(int position) => (nint)(position / panelWidth) * panelWidth * shape.HeadSize + position % panelWidth;

    /// <summary>From one element of a key to the next.</summary>
    public int KeyStride => panelWidth;
}
