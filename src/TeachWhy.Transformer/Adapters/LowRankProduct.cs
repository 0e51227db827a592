using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Adapters;

/// <summary>
/// What an adapter adds to a linear layer (LoRA, Hu et al. 2021), and its gradients.
/// <code>
/// narrow = scale · input · Aᵀ,   output += narrow · Bᵀ
/// dB += dOutputᵀ · narrow,   dNarrow = scale · dOutput · B,   dA += dNarrowᵀ · input,   dInput += dNarrow · A
/// </code>
/// The narrow rows are not kept: computing them again costs less than a hundredth of the layer.
/// </summary>
/// <param name="memory">Room for the narrow rows is taken from it when an adapter is first met.</param>
/// <param name="rows">Most rows of one call.</param>
internal sealed class LowRankProduct(KernelSet kernels, MatrixMemory memory, int rows)
{
    private Matrix _narrow;
    private Matrix _dNarrow;

    /// <param name="input">[rows, inputs]</param>
    /// <param name="output">[rows, outputs], added to.</param>
    public void Forward(Matrix input, PackedLowRank adapter, Matrix output)
    {
        var narrow = Narrow(input, adapter);
        for (var i = 0; i < adapter.B.Count; i++)
        {
            var (b, first) = adapter.Matrices.Outputs[i];
            kernels.Product(narrow.ColumnRange(i * b.Columns, b.Columns), adapter.B[i], add: true, output.ColumnRange(first, b.Rows));
        }
    }

    /// <param name="dInput">[rows, inputs], added to.</param>
    /// <param name="gradients">Added to.</param>
    public void Backward(Matrix dOutput, Matrix input, PackedLowRank adapter, Matrix dInput, LowRankMatrices gradients)
    {
        var narrow = Narrow(input, adapter);
        var dNarrow = _dNarrow.RowRange(0, input.Rows).ColumnRange(0, narrow.Columns);
        for (var i = 0; i < adapter.B.Count; i++)
        {
            var (b, first) = adapter.Matrices.Outputs[i];
            var dPart = dOutput.ColumnRange(first, b.Rows);
            kernels.Product(dPart.Transposed, Direct(narrow.ColumnRange(i * b.Columns, b.Columns)), add: true, gradients.Outputs[i].B);
            kernels.Product(dPart, Direct(b), add: false, dNarrow.ColumnRange(i * b.Columns, b.Columns));
        }
        Multiply(dNarrow, adapter.Scale);
        kernels.Product(dNarrow.Transposed, Direct(input), add: true, gradients.A);
        kernels.Product(dNarrow, Direct(adapter.Matrices.A), add: true, dInput);
    }

    private Matrix Narrow(Matrix input, PackedLowRank adapter)
    {
        if (_narrow.Columns < adapter.A.Columns)
        {
            _narrow = memory.Reserve(rows, adapter.A.Columns);
            _dNarrow = memory.Reserve(rows, adapter.A.Columns);
        }
        var narrow = _narrow.RowRange(0, input.Rows).ColumnRange(0, adapter.A.Columns);
        kernels.Product(input, adapter.A, add: false, narrow);
        Multiply(narrow, adapter.Scale);
        return narrow;
    }

    private Panels Direct(Matrix matrix) => Panels.Of(matrix, kernels.PanelWidth);

    private static void Multiply(Matrix matrix, float factor)
    {
        for (var row = 0; row < matrix.Rows; row++)
        {
            foreach (ref var value in matrix.Row(row))
            {
                value *= factor;
            }
        }
    }
}
