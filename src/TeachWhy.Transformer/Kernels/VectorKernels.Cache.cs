using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// Attention over a cache: four rows at a time by one panel. The four may be heads of one token, each with keys of its
/// own, or tokens of one head, which share what is read.
/// </summary>
internal sealed unsafe partial class VectorKernels<TPath, TVector>
{
    private const int Together = 4;

    internal override void CacheScores(ReadOnlySpan<CachedHead> heads, CacheBlocks cache, int positions)
    {
        for (var first = 0; first < heads.Length; first += Together)
        {
            var four = new FourHeads(heads, first);
            if (cache.IsCompact)
            {
                Scores<ushort>(four, cache, positions);
            }
            else
            {
                Scores<float>(four, cache, positions);
            }
        }
    }

    internal override void CacheValues(ReadOnlySpan<CachedHead> heads, CacheBlocks cache, int positions)
    {
        for (var first = 0; first < heads.Length; first += Together)
        {
            var four = new FourHeads(heads, first);
            if (cache.IsCompact)
            {
                Values<ushort>(four, cache, positions);
            }
            else
            {
                Values<float>(four, cache, positions);
            }
        }
    }

    internal override void Widen(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        CheckLength(destination.Length, source.Length);
        fixed (ushort* from = source)
        {
            fixed (float* to = destination)
            {
                var i = 0;
                for (; i <= source.Length - TPath.Count; i += TPath.Count)
                {
                    TPath.Store(TPath.Widen(from + i), to + i);
                }
                for (; i < source.Length; i++)
                {
                    to[i] = BFloat16.Widen(from[i]);
                }
            }
        }
    }

    private static void Scores<TNumber>(in FourHeads heads, CacheBlocks cache, int positions) where TNumber : unmanaged
    {
        var width = Tile<TPath, TVector>.Width;
        for (var column = 0; column < positions; column += width)
        {
            var panel = (TNumber*)cache.Blocks[column / CacheBlocks.Positions] + (nint)(column % CacheBlocks.Positions) * cache.HeadSize;
            FourRows<TPath, TVector, TNumber>.Multiply(
                heads, step: 0, cache.HeadSize, panel, width, goesOn: false,
                heads.A.Output + column, heads.B.Output + column, heads.C.Output + column, heads.D.Output + column);
        }
    }

    [SkipLocalsInit]
    private static void Values<TNumber>(in FourHeads heads, CacheBlocks cache, int positions) where TNumber : unmanaged
    {
        var (width, headSize) = (Tile<TPath, TVector>.Width, cache.HeadSize);
        var aside = stackalloc float[Together * LargestTile];
        for (var column = 0; column < headSize; column += width)
        {
            // Sums rest in memory between two blocks: stored and read again they are the same.
            var fits = headSize - column >= width;
            var a = fits ? heads.A.Output + column : aside;
            var b = fits ? heads.B.Output + column : aside + width;
            var c = fits ? heads.C.Output + column : aside + 2 * width;
            var d = fits ? heads.D.Output + column : aside + 3 * width;
            for (var first = 0; first < positions; first += CacheBlocks.Positions)
            {
                var rows = (TNumber*)cache.Blocks[first / CacheBlocks.Positions] + column;
                var depth = Math.Min(CacheBlocks.Positions, positions - first);
                FourRows<TPath, TVector, TNumber>.Multiply(heads, first, depth, rows, headSize, goesOn: first > 0, a, b, c, d);
            }
            if (!fits)
            {
                var columns = headSize - column;
                CopyTile(a, width, 1, columns, add: false, heads.A.Output + column, 0);
                CopyTile(b, width, 1, columns, add: false, heads.B.Output + column, 0);
                CopyTile(c, width, 1, columns, add: false, heads.C.Output + column, 0);
                CopyTile(d, width, 1, columns, add: false, heads.D.Output + column, 0);
            }
        }
    }
}
