using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// The keys and values of one sequence. Keys lie transposed, so that a query meets neighbouring keys in neighbouring
/// floats and both products of attention read the cache where it is.
/// </summary>
internal sealed class KeyValueCache
{
    private readonly Matrix[] _keys;
    private readonly Matrix[] _values;

    public KeyValueCache(TransformerShape shape, MatrixMemory memory)
    {
        var width = shape.KeyValueHeads * shape.HeadSize;
        _keys = [.. Enumerable.Range(0, shape.Layers).Select(_ => memory.Reserve(width, shape.Context))];
        _values = [.. Enumerable.Range(0, shape.Layers).Select(_ => memory.Reserve(shape.Context, width))];
    }

    /// <summary>Memory of one sequence.</summary>
    public static long Bytes(TransformerShape shape) =>
        2L * shape.Layers * shape.KeyValueHeads * shape.HeadSize * shape.Context * sizeof(float);

    /// <summary>Positions that are filled.</summary>
    public int Length { get; set; }

    /// <summary>[key-value heads · head size, context]</summary>
    public Matrix Keys(int layer) => _keys[layer];

    /// <summary>[context, key-value heads · head size]</summary>
    public Matrix Values(int layer) => _values[layer];
}
