using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// The innermost loop of every product: a few rows by one panel, all sums in registers.
/// <code>destination[r, c] (+)= Σ over k of left[r, k] · right[k, c]</code>
/// Each sum runs over k in order with one multiply-add per term, whatever the number of rows: a row's
/// result does not depend on the rows beside it, so a batch of one and a batch of many agree to the bit.
/// The methods differ only in their number of rows; a register cannot be chosen by an index, hence the repetition.
/// </summary>
internal static unsafe class Tile<TPath, TVector>
    where TPath : IVectorPath<TVector> where TVector : unmanaged
{
    /// <summary>Columns of a tile, and so of a panel: two vectors.</summary>
    public static int Width => 2 * TPath.Count;

    /// <summary>8 rows by two vectors.</summary>
    public static void Rows8(float* left, nint rowStride, nint depthStride, Panels right, float* panel, bool add, float* destination, nint destinationStride)
    {
        var l1 = left + rowStride;
        var l2 = left + 2 * rowStride;
        var l3 = left + 3 * rowStride;
        var l4 = left + 4 * rowStride;
        var l5 = left + 5 * rowStride;
        var l6 = left + 6 * rowStride;
        var l7 = left + 7 * rowStride;
        Announce(add, 8, destination, destinationStride);
        nint rightStride = right.RowStride;
        TVector s00 = TPath.Repeat(0f), s01 = TPath.Repeat(0f);
        TVector s10 = TPath.Repeat(0f), s11 = TPath.Repeat(0f);
        TVector s20 = TPath.Repeat(0f), s21 = TPath.Repeat(0f);
        TVector s30 = TPath.Repeat(0f), s31 = TPath.Repeat(0f);
        TVector s40 = TPath.Repeat(0f), s41 = TPath.Repeat(0f);
        TVector s50 = TPath.Repeat(0f), s51 = TPath.Repeat(0f);
        TVector s60 = TPath.Repeat(0f), s61 = TPath.Repeat(0f);
        TVector s70 = TPath.Repeat(0f), s71 = TPath.Repeat(0f);

        nint at = 0;
        for (var k = right.Depth; k > 0; k--)
        {
            var right0 = TPath.Load(panel);
            var right1 = TPath.Load(panel + TPath.Count);
            var x0 = TPath.Repeat(left[at]);
            s00 = TPath.MultiplyAdd(x0, right0, s00);
            s01 = TPath.MultiplyAdd(x0, right1, s01);
            var x1 = TPath.Repeat(l1[at]);
            s10 = TPath.MultiplyAdd(x1, right0, s10);
            s11 = TPath.MultiplyAdd(x1, right1, s11);
            var x2 = TPath.Repeat(l2[at]);
            s20 = TPath.MultiplyAdd(x2, right0, s20);
            s21 = TPath.MultiplyAdd(x2, right1, s21);
            var x3 = TPath.Repeat(l3[at]);
            s30 = TPath.MultiplyAdd(x3, right0, s30);
            s31 = TPath.MultiplyAdd(x3, right1, s31);
            var x4 = TPath.Repeat(l4[at]);
            s40 = TPath.MultiplyAdd(x4, right0, s40);
            s41 = TPath.MultiplyAdd(x4, right1, s41);
            var x5 = TPath.Repeat(l5[at]);
            s50 = TPath.MultiplyAdd(x5, right0, s50);
            s51 = TPath.MultiplyAdd(x5, right1, s51);
            var x6 = TPath.Repeat(l6[at]);
            s60 = TPath.MultiplyAdd(x6, right0, s60);
            s61 = TPath.MultiplyAdd(x6, right1, s61);
            var x7 = TPath.Repeat(l7[at]);
            s70 = TPath.MultiplyAdd(x7, right0, s70);
            s71 = TPath.MultiplyAdd(x7, right1, s71);
            panel += rightStride;
            at += depthStride;
        }

        Finish(s00, s01, add, destination);
        Finish(s10, s11, add, destination + destinationStride);
        Finish(s20, s21, add, destination + 2 * destinationStride);
        Finish(s30, s31, add, destination + 3 * destinationStride);
        Finish(s40, s41, add, destination + 4 * destinationStride);
        Finish(s50, s51, add, destination + 5 * destinationStride);
        Finish(s60, s61, add, destination + 6 * destinationStride);
        Finish(s70, s71, add, destination + 7 * destinationStride);
    }

    /// <summary>6 rows by two vectors.</summary>
    public static void Rows6(float* left, nint rowStride, nint depthStride, Panels right, float* panel, bool add, float* destination, nint destinationStride)
    {
        var l1 = left + rowStride;
        var l2 = left + 2 * rowStride;
        var l3 = left + 3 * rowStride;
        var l4 = left + 4 * rowStride;
        var l5 = left + 5 * rowStride;
        Announce(add, 6, destination, destinationStride);
        nint rightStride = right.RowStride;
        TVector s00 = TPath.Repeat(0f), s01 = TPath.Repeat(0f);
        TVector s10 = TPath.Repeat(0f), s11 = TPath.Repeat(0f);
        TVector s20 = TPath.Repeat(0f), s21 = TPath.Repeat(0f);
        TVector s30 = TPath.Repeat(0f), s31 = TPath.Repeat(0f);
        TVector s40 = TPath.Repeat(0f), s41 = TPath.Repeat(0f);
        TVector s50 = TPath.Repeat(0f), s51 = TPath.Repeat(0f);

        nint at = 0;
        for (var k = right.Depth; k > 0; k--)
        {
            var right0 = TPath.Load(panel);
            var right1 = TPath.Load(panel + TPath.Count);
            var x0 = TPath.Repeat(left[at]);
            s00 = TPath.MultiplyAdd(x0, right0, s00);
            s01 = TPath.MultiplyAdd(x0, right1, s01);
            var x1 = TPath.Repeat(l1[at]);
            s10 = TPath.MultiplyAdd(x1, right0, s10);
            s11 = TPath.MultiplyAdd(x1, right1, s11);
            var x2 = TPath.Repeat(l2[at]);
            s20 = TPath.MultiplyAdd(x2, right0, s20);
            s21 = TPath.MultiplyAdd(x2, right1, s21);
            var x3 = TPath.Repeat(l3[at]);
            s30 = TPath.MultiplyAdd(x3, right0, s30);
            s31 = TPath.MultiplyAdd(x3, right1, s31);
            var x4 = TPath.Repeat(l4[at]);
            s40 = TPath.MultiplyAdd(x4, right0, s40);
            s41 = TPath.MultiplyAdd(x4, right1, s41);
            var x5 = TPath.Repeat(l5[at]);
            s50 = TPath.MultiplyAdd(x5, right0, s50);
            s51 = TPath.MultiplyAdd(x5, right1, s51);
            panel += rightStride;
            at += depthStride;
        }

        Finish(s00, s01, add, destination);
        Finish(s10, s11, add, destination + destinationStride);
        Finish(s20, s21, add, destination + 2 * destinationStride);
        Finish(s30, s31, add, destination + 3 * destinationStride);
        Finish(s40, s41, add, destination + 4 * destinationStride);
        Finish(s50, s51, add, destination + 5 * destinationStride);
    }

    /// <summary>4 rows by two vectors.</summary>
    public static void Rows4(float* left, nint rowStride, nint depthStride, Panels right, float* panel, bool add, float* destination, nint destinationStride)
    {
        var l1 = left + rowStride;
        var l2 = left + 2 * rowStride;
        var l3 = left + 3 * rowStride;
        Announce(add, 4, destination, destinationStride);
        nint rightStride = right.RowStride;
        TVector s00 = TPath.Repeat(0f), s01 = TPath.Repeat(0f);
        TVector s10 = TPath.Repeat(0f), s11 = TPath.Repeat(0f);
        TVector s20 = TPath.Repeat(0f), s21 = TPath.Repeat(0f);
        TVector s30 = TPath.Repeat(0f), s31 = TPath.Repeat(0f);

        nint at = 0;
        for (var k = right.Depth; k > 0; k--)
        {
            var right0 = TPath.Load(panel);
            var right1 = TPath.Load(panel + TPath.Count);
            var x0 = TPath.Repeat(left[at]);
            s00 = TPath.MultiplyAdd(x0, right0, s00);
            s01 = TPath.MultiplyAdd(x0, right1, s01);
            var x1 = TPath.Repeat(l1[at]);
            s10 = TPath.MultiplyAdd(x1, right0, s10);
            s11 = TPath.MultiplyAdd(x1, right1, s11);
            var x2 = TPath.Repeat(l2[at]);
            s20 = TPath.MultiplyAdd(x2, right0, s20);
            s21 = TPath.MultiplyAdd(x2, right1, s21);
            var x3 = TPath.Repeat(l3[at]);
            s30 = TPath.MultiplyAdd(x3, right0, s30);
            s31 = TPath.MultiplyAdd(x3, right1, s31);
            panel += rightStride;
            at += depthStride;
        }

        Finish(s00, s01, add, destination);
        Finish(s10, s11, add, destination + destinationStride);
        Finish(s20, s21, add, destination + 2 * destinationStride);
        Finish(s30, s31, add, destination + 3 * destinationStride);
    }

    /// <summary>2 rows by two vectors.</summary>
    public static void Rows2(float* left, nint rowStride, nint depthStride, Panels right, float* panel, bool add, float* destination, nint destinationStride)
    {
        var l1 = left + rowStride;
        Announce(add, 2, destination, destinationStride);
        nint rightStride = right.RowStride;
        TVector s00 = TPath.Repeat(0f), s01 = TPath.Repeat(0f);
        TVector s10 = TPath.Repeat(0f), s11 = TPath.Repeat(0f);

        nint at = 0;
        for (var k = right.Depth; k > 0; k--)
        {
            var right0 = TPath.Load(panel);
            var right1 = TPath.Load(panel + TPath.Count);
            var x0 = TPath.Repeat(left[at]);
            s00 = TPath.MultiplyAdd(x0, right0, s00);
            s01 = TPath.MultiplyAdd(x0, right1, s01);
            var x1 = TPath.Repeat(l1[at]);
            s10 = TPath.MultiplyAdd(x1, right0, s10);
            s11 = TPath.MultiplyAdd(x1, right1, s11);
            panel += rightStride;
            at += depthStride;
        }

        Finish(s00, s01, add, destination);
        Finish(s10, s11, add, destination + destinationStride);
    }

    /// <summary>1 rows by two vectors.</summary>
    public static void Rows1(float* left, nint rowStride, nint depthStride, Panels right, float* panel, bool add, float* destination, nint destinationStride)
    {
        Announce(add, 1, destination, destinationStride);
        nint rightStride = right.RowStride;
        TVector s00 = TPath.Repeat(0f), s01 = TPath.Repeat(0f);

        nint at = 0;
        for (var k = right.Depth; k > 0; k--)
        {
            var right0 = TPath.Load(panel);
            var right1 = TPath.Load(panel + TPath.Count);
            var x0 = TPath.Repeat(left[at]);
            s00 = TPath.MultiplyAdd(x0, right0, s00);
            s01 = TPath.MultiplyAdd(x0, right1, s01);
            panel += rightStride;
            at += depthStride;
        }

        Finish(s00, s01, add, destination);
    }

    /// <summary>
    /// Asks for the destination before the sums are made: a gradient lies far away in memory, and waiting for it at
    /// the end costs a tenth of the tile's time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Announce(bool add, int rows, float* destination, nint stride)
    {
        if (!Sse.IsSupported || !add)
        {
            return;
        }
        for (var row = 0; row < rows; row++, destination += stride)
        {
            Sse.Prefetch0(destination);
            Sse.Prefetch0(destination + Width - 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TVector sum0, TVector sum1, bool add, float* destination)
    {
        if (add)
        {
            sum0 = TPath.Add(TPath.Load(destination), sum0);
            sum1 = TPath.Add(TPath.Load(destination + TPath.Count), sum1);
        }
        TPath.Store(sum0, destination);
        TPath.Store(sum1, destination + TPath.Count);
    }
}
