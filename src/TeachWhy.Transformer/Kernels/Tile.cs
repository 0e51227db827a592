using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// The innermost loop of every product: up to eight rows by one panel, all sums in registers.
/// <code>destination[r, c] (+)= Σ over k of left[r, k] · right[k, c]</code>
/// Each sum runs over k in order with one multiply-add per term, whatever the number of rows: a row's
/// result does not depend on the rows beside it, so a batch of one and a batch of many agree to the bit.
/// A register cannot be chosen by an index, hence the repetition; the compiler makes one method per number of rows
/// and leaves out what the number does not reach.
/// </summary>
internal static unsafe class Tile<TPath, TVector>
    where TPath : IVectorPath<TVector> where TVector : unmanaged
{
    /// <summary>Columns of a tile, and so of a panel: two vectors.</summary>
    public static int Width => 2 * TPath.Count;

    /// <param name="rows">1 to 8.</param>
    public static void Multiply(
        int rows, float* left, nint rowStride, nint depthStride, Panels right, float* panel, bool add, float* destination, nint destinationStride)
    {
        switch (rows)
        {
            case 1:
                Multiply<One>(left, rowStride, depthStride, right, panel, add, destination, destinationStride);
                break;
            case 2:
                Multiply<Two>(left, rowStride, depthStride, right, panel, add, destination, destinationStride);
                break;
            case 3:
                Multiply<Three>(left, rowStride, depthStride, right, panel, add, destination, destinationStride);
                break;
            case 4:
                Multiply<Four>(left, rowStride, depthStride, right, panel, add, destination, destinationStride);
                break;
            case 5:
                Multiply<Five>(left, rowStride, depthStride, right, panel, add, destination, destinationStride);
                break;
            case 6:
                Multiply<Six>(left, rowStride, depthStride, right, panel, add, destination, destinationStride);
                break;
            case 7:
                Multiply<Seven>(left, rowStride, depthStride, right, panel, add, destination, destinationStride);
                break;
            case 8:
                Multiply<Eight>(left, rowStride, depthStride, right, panel, add, destination, destinationStride);
                break;
        }
    }

    private static void Multiply<TRows>(
        float* left, nint rowStride, nint depthStride, Panels right, float* panel, bool add, float* destination, nint destinationStride)
        where TRows : struct, IRowCount
    {
        Announce<TRows>(add, destination, destinationStride);
        float* l1 = left + rowStride, l2 = l1 + rowStride, l3 = l2 + rowStride, l4 = l3 + rowStride;
        float* l5 = l4 + rowStride, l6 = l5 + rowStride, l7 = l6 + rowStride;
        nint rightStride = right.RowStride;
        var zero = TPath.Repeat(0f);
        TVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero, s30 = zero, s31 = zero;
        TVector s40 = zero, s41 = zero, s50 = zero, s51 = zero, s60 = zero, s61 = zero, s70 = zero, s71 = zero;

        nint at = 0;
        for (var k = right.Depth; k > 0; k--)
        {
            var right0 = TPath.Load(panel);
            var right1 = TPath.Load(panel + TPath.Count);
            MultiplyAdd(left[at], right0, right1, ref s00, ref s01);
            if (TRows.Count > 1)
            {
                MultiplyAdd(l1[at], right0, right1, ref s10, ref s11);
            }
            if (TRows.Count > 2)
            {
                MultiplyAdd(l2[at], right0, right1, ref s20, ref s21);
            }
            if (TRows.Count > 3)
            {
                MultiplyAdd(l3[at], right0, right1, ref s30, ref s31);
            }
            if (TRows.Count > 4)
            {
                MultiplyAdd(l4[at], right0, right1, ref s40, ref s41);
            }
            if (TRows.Count > 5)
            {
                MultiplyAdd(l5[at], right0, right1, ref s50, ref s51);
            }
            if (TRows.Count > 6)
            {
                MultiplyAdd(l6[at], right0, right1, ref s60, ref s61);
            }
            if (TRows.Count > 7)
            {
                MultiplyAdd(l7[at], right0, right1, ref s70, ref s71);
            }
            panel += rightStride;
            at += depthStride;
        }

        Finish(s00, s01, add, destination);
        if (TRows.Count > 1)
        {
            Finish(s10, s11, add, destination + 1 * destinationStride);
        }
        if (TRows.Count > 2)
        {
            Finish(s20, s21, add, destination + 2 * destinationStride);
        }
        if (TRows.Count > 3)
        {
            Finish(s30, s31, add, destination + 3 * destinationStride);
        }
        if (TRows.Count > 4)
        {
            Finish(s40, s41, add, destination + 4 * destinationStride);
        }
        if (TRows.Count > 5)
        {
            Finish(s50, s51, add, destination + 5 * destinationStride);
        }
        if (TRows.Count > 6)
        {
            Finish(s60, s61, add, destination + 6 * destinationStride);
        }
        if (TRows.Count > 7)
        {
            Finish(s70, s71, add, destination + 7 * destinationStride);
        }
    }

    /// <summary>
    /// Asks for the destination before the sums are made: a gradient lies far away in memory, and waiting for it at
    /// the end costs a tenth of the tile's time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Announce<TRows>(bool add, float* destination, nint stride) where TRows : struct, IRowCount
    {
        if (!Sse.IsSupported || !add)
        {
            return;
        }
        for (var row = 0; row < TRows.Count; row++, destination += stride)
        {
            Sse.Prefetch0(destination);
            Sse.Prefetch0(destination + Width - 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd(float left, TVector right0, TVector right1, ref TVector sum0, ref TVector sum1)
    {
        var repeated = TPath.Repeat(left);
        sum0 = TPath.MultiplyAdd(repeated, right0, sum0);
        sum1 = TPath.MultiplyAdd(repeated, right1, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Finish(TVector sum0, TVector sum1, bool add, float* destination)
    {
        if (add)
        {
            sum0 = TPath.Add(TPath.Load(destination), sum0);
            sum1 = TPath.Add(TPath.Load(destination + TPath.Count), sum1);
        }
        TPath.Store(sum0, destination);
        TPath.Store(sum1, destination + TPath.Count);
    }

    private interface IRowCount
    {
        static abstract int Count { get; }
    }

    private readonly struct One : IRowCount
    {
        public static int Count => 1;
    }

    private readonly struct Two : IRowCount
    {
        public static int Count => 2;
    }

    private readonly struct Three : IRowCount
    {
        public static int Count => 3;
    }

    private readonly struct Four : IRowCount
    {
        public static int Count => 4;
    }

    private readonly struct Five : IRowCount
    {
        public static int Count => 5;
    }

    private readonly struct Six : IRowCount
    {
        public static int Count => 6;
    }

    private readonly struct Seven : IRowCount
    {
        public static int Count => 7;
    }

    private readonly struct Eight : IRowCount
    {
        public static int Count => 8;
    }
}
