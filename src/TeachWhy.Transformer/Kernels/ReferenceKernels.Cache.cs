namespace TeachWhy.Transformer.Kernels;

/// <summary>Attention over a cache.</summary>
internal sealed unsafe partial class ReferenceKernels
{
    internal override void CacheScores(ReadOnlySpan<CachedHead> heads, CacheBlocks cache, int positions)
    {
        foreach (var head in heads)
        {
            for (var position = 0; position < positions; position++)
            {
                var sum = 0f;
                for (var k = 0; k < cache.HeadSize; k++)
                {
                    var panel = position % CacheBlocks.Positions / PanelWidth;
                    sum += head.Input[k] * Number(cache, position, head.Offset + (panel * cache.HeadSize + k) * PanelWidth + position % PanelWidth);
                }
                head.Output[position] = sum;
            }
        }
    }

    internal override void CacheValues(ReadOnlySpan<CachedHead> heads, CacheBlocks cache, int positions)
    {
        foreach (var head in heads)
        {
            for (var k = 0; k < cache.HeadSize; k++)
            {
                var sum = 0f;
                for (var position = 0; position < positions; position++)
                {
                    sum += head.Input[position] * Number(cache, position, head.Offset + position % CacheBlocks.Positions * cache.HeadSize + k);
                }
                head.Output[k] = sum;
            }
        }
    }

    internal override void Widen(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = BFloat16.Widen(source[i]);
        }
    }

    public override void RowProduct(ReadOnlySpan<float> left, ushort* panels, bool add, Span<float> destination)
    {
        for (var column = 0; column < destination.Length; column++)
        {
            var panel = panels + (nint)(column / PanelWidth) * left.Length * PanelWidth;
            var sum = 0f;
            for (var k = 0; k < left.Length; k++)
            {
                sum += left[k] * BFloat16.Widen(panel[k * PanelWidth + column % PanelWidth]);
            }
            destination[column] = add ? destination[column] + sum : sum;
        }
    }

    private static float Number(CacheBlocks cache, int position, nint offset)
    {
        var block = cache.Blocks[position / CacheBlocks.Positions];
        return cache.IsCompact ? BFloat16.Widen(((ushort*)block)[offset]) : ((float*)block)[offset];
    }
}
