namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// The row operations of attention. Its blocks are as wide as whole panels, so there are no tails: what the mask
/// forbids is replaced on the way in.
/// </summary>
internal sealed unsafe partial class VectorKernels<TPath, TVector>
{
    // Far below every score, and far from overflow when a score is subtracted.
    private const float Forbidden = -1e30f;

    public override void CausalSoftmax(int first, float scale, Matrix scores)
    {
        CheckLength(scores.Columns % PanelWidth, 0);
        for (var row = 0; row < scores.Rows; row++)
        {
            var values = scores.RowPointer(row);
            var seen = first + row + 1;
            var length = (seen + TPath.Count - 1) / TPath.Count * TPath.Count;
            for (var column = seen; column < length; column++)
            {
                values[column] = Forbidden;
            }

            // A forbidden score adds e⁻⁸⁷ to a sum of at least one: nothing.
            Exponentials<TPath, TVector>(LargestOf(values, length), scale, 0, length, values, out var sum);
            Scale(1f / sum, length, values);
            new Span<float>(values + seen, scores.Columns - seen).Clear();
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
