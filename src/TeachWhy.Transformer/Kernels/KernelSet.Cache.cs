namespace TeachWhy.Transformer.Kernels;

public abstract unsafe partial class KernelSet
{
    /// <summary>
    /// Scores of queries against the keys of a cache; those behind the last position are left undefined up to the end of its panel.
    /// <code>output[p] = Σ over k of input[k] · key(p)[k]</code>
    /// </summary>
    internal abstract void CacheScores(ReadOnlySpan<CachedHead> heads, CacheBlocks cache, int positions);

    /// <summary>
    /// Values of a cache, weighed. Each sum runs over the positions in order.
    /// <code>output[k] = Σ over p of input[p] · value(p)[k]</code>
    /// </summary>
    internal abstract void CacheValues(ReadOnlySpan<CachedHead> heads, CacheBlocks cache, int positions);

    /// <summary>Floats from bfloat16 numbers: exact.</summary>
    internal abstract void Widen(ReadOnlySpan<ushort> source, Span<float> destination);
}
