using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// One row by bfloat16 panels: to write a panel out as floats would cost more than to multiply with it once.
/// Four panels go side by side, because the sums of one alone wait for each other.
/// </summary>
internal sealed unsafe partial class VectorKernels<TPath, TVector>
{
    [SkipLocalsInit]
    public override void RowProduct(ReadOnlySpan<float> left, ushort* panels, bool add, Span<float> destination)
    {
        var width = PanelWidth;
        var length = (nint)left.Length * width;
        var aside = stackalloc float[LargestTile];
        fixed (float* row = left, to = destination)
        {
            var column = 0;
            for (; destination.Length - column >= Together * width; column += Together * width, panels += Together * length)
            {
                FourPanels(row, left.Length, panels, length, add, to + column);
            }
            for (; destination.Length - column >= width; column += width, panels += length)
            {
                OnePanel(row, left.Length, panels, add, to + column);
            }
            if (column < destination.Length)
            {
                OnePanel(row, left.Length, panels, add: false, aside);
                CopyTile(aside, width, rows: 1, destination.Length - column, add, to + column, stride: 0);
            }
        }
    }

    private static void FourPanels(float* left, int depth, ushort* panels, nint length, bool add, float* destination)
    {
        var (count, width) = (TPath.Count, Tile<TPath, TVector>.Width);
        ushort* a = panels, b = a + length, c = b + length, d = c + length;
        var zero = TPath.Repeat(0f);
        TVector a0 = zero, a1 = zero, b0 = zero, b1 = zero, c0 = zero, c1 = zero, d0 = zero, d1 = zero;
        for (var k = 0; k < depth; k++)
        {
            var x = TPath.Repeat(left[k]);
            a0 = TPath.MultiplyAdd(x, TPath.Widen(a), a0);
            a1 = TPath.MultiplyAdd(x, TPath.Widen(a + count), a1);
            b0 = TPath.MultiplyAdd(x, TPath.Widen(b), b0);
            b1 = TPath.MultiplyAdd(x, TPath.Widen(b + count), b1);
            c0 = TPath.MultiplyAdd(x, TPath.Widen(c), c0);
            c1 = TPath.MultiplyAdd(x, TPath.Widen(c + count), c1);
            d0 = TPath.MultiplyAdd(x, TPath.Widen(d), d0);
            d1 = TPath.MultiplyAdd(x, TPath.Widen(d + count), d1);
            a += width;
            b += width;
            c += width;
            d += width;
        }
        Tile<TPath, TVector>.Finish(a0, a1, add, destination);
        Tile<TPath, TVector>.Finish(b0, b1, add, destination + width);
        Tile<TPath, TVector>.Finish(c0, c1, add, destination + 2 * width);
        Tile<TPath, TVector>.Finish(d0, d1, add, destination + 3 * width);
    }

    private static void OnePanel(float* left, int depth, ushort* panel, bool add, float* destination)
    {
        var (sum0, sum1) = (TPath.Repeat(0f), TPath.Repeat(0f));
        for (var k = 0; k < depth; k++, panel += Tile<TPath, TVector>.Width)
        {
            var x = TPath.Repeat(left[k]);
            sum0 = TPath.MultiplyAdd(x, TPath.Widen(panel), sum0);
            sum1 = TPath.MultiplyAdd(x, TPath.Widen(panel + TPath.Count), sum1);
        }
        Tile<TPath, TVector>.Finish(sum0, sum1, add, destination);
    }
}
