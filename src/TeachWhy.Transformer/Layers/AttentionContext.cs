using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Layers;

/// <summary>Where attention finds its heads in a row of query, key and value, and the room to pack one of them.</summary>
internal sealed unsafe class AttentionContext(TransformerShape shape, KernelSet kernels, MatrixMemory memory)
{
    private readonly float* _packed = memory.Reserve(Panels.PackedLength(shape.HeadSize, shape.Context, kernels.PanelWidth));

    public KernelSet Kernels => kernels;

    public int KeyValueHeads => shape.KeyValueHeads;

    /// <summary>1 / √(head size)</summary>
    public float Scale { get; } = 1f / MathF.Sqrt(shape.HeadSize);

    /// <summary>Query heads that read the same key and value head.</summary>
    public int GroupSize { get; } = shape.Heads / shape.KeyValueHeads;

    public Matrix Head(Matrix heads, int head) => heads.ColumnRange(head * shape.HeadSize, shape.HeadSize);

    public Matrix Keys(Matrix queryKeyValue, int group) => Head(queryKeyValue, shape.Heads + group);

    public Matrix Values(Matrix queryKeyValue, int group) => Head(queryKeyValue, shape.Heads + shape.KeyValueHeads + group);

    public Matrix ScoresOf(Matrix probabilities, int head, Segment segment) =>
        probabilities.RowRange(head * shape.Context + segment.Start, segment.Length);

    public Panels Direct(Matrix matrix) => Panels.Of(matrix, kernels.PanelWidth);

    /// <summary>The next call packs into the same room.</summary>
    public Panels Pack(Matrix matrix)
    {
        kernels.Pack(matrix, _packed);
        return Panels.Packed(_packed, matrix.Rows, matrix.Columns, kernels.PanelWidth);
    }
}
