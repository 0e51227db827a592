using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// The row operations of attention. Its blocks are as wide as whole panels, so there are no tails: what the mask
/// forbids is replaced on the way in.
/// </summary>
internal sealed unsafe partial class VectorKernels<TPath, TVector>
{
    // Far below every score, and far from overflow when a score is subtracted.
    private const float Forbidden = -1e30f;

    [SkipLocalsInit]
    public override void CausalSoftmax(int first, float scale, Matrix scores)
    {
        CheckLength(scores.Columns % PanelWidth, 0);

        // Read so that n of the first half are left, these allow n columns of a vector and forbid the others.
        var limits = stackalloc float[2 * TPath.Count];
        var kept = stackalloc float[2 * TPath.Count];
        for (var i = 0; i < TPath.Count; i++)
        {
            (limits[i], limits[TPath.Count + i]) = (float.PositiveInfinity, Forbidden);
            (kept[i], kept[TPath.Count + i]) = (1f, 0f);
        }
        for (var row = 0; row < scores.Rows; row++)
        {
            // The vector in which the row's own column lies is the last that the mask allows anything of.
            var last = (first + row) / TPath.Count * TPath.Count;
            var forbidden = last + TPath.Count - (first + row + 1);
            CausalSoftmax(TPath.Load(limits + forbidden), TPath.Load(kept + forbidden), last, scale, scores.Columns, scores.RowPointer(row));
        }
    }

    private static void CausalSoftmax(TVector limit, TVector kept, int last, float scale, int columns, float* values)
    {
        var end = TPath.Smallest(TPath.Load(values + last), limit);
        var largest = end;
        for (var column = 0; column < last; column += TPath.Count)
        {
            largest = TPath.Largest(largest, TPath.Load(values + column));
        }

        // A forbidden score adds e⁻⁸⁷ to a sum of at least one: nothing. It is cleared before it is scaled, because
        // processors are slow with numbers as small as it would become.
        var top = TPath.LargestElement(largest);
        Exponentials<TPath, TVector>(top, scale, 0, last, values, out var sums);
        end = Exponential.Of<TPath, TVector>(TPath.Multiply(TPath.Repeat(scale), TPath.Subtract(end, TPath.Repeat(top))));
        var factor = TPath.Repeat(1f / TPath.Sum(TPath.Add(sums, end)));
        for (var column = 0; column < last; column += TPath.Count)
        {
            TPath.Store(TPath.Multiply(TPath.Load(values + column), factor), values + column);
        }
        TPath.Store(TPath.Multiply(TPath.Multiply(end, kept), factor), values + last);
        for (var column = last + TPath.Count; column < columns; column += TPath.Count)
        {
            TPath.Store(TPath.Repeat(0f), values + column);
        }
    }

    public override void SoftmaxGradient(Matrix probabilities, float scale, Matrix dProbabilities)
    {
        CheckLength(probabilities.Columns % PanelWidth, 0);
        CheckLength(dProbabilities.Columns, probabilities.Columns);
        var factor = TPath.Repeat(scale);
        var columns = probabilities.Columns;
        for (var row = 0; row < probabilities.Rows; row++)
        {
            var p = probabilities.RowPointer(row);
            var d = dProbabilities.RowPointer(row);
            var shared = TPath.Repeat(DotProduct(p, d, columns));
            for (var column = 0; column < columns; column += TPath.Count)
            {
                var difference = TPath.Subtract(TPath.Load(d + column), shared);
                TPath.Store(TPath.Multiply(TPath.Multiply(factor, TPath.Load(p + column)), difference), d + column);
            }
        }
    }
}
