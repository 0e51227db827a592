using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>One matrix as the products read it: panels of its outputs, in float32 or in bfloat16. <code>output = input · Wᵀ + bias</code></summary>
/// <param name="panels">[inputs, outputs]; of a compact weight only its sizes.</param>
/// <param name="compact">The same panels in bfloat16; null in float32.</param>
/// <param name="bias">[1, outputs]; null without.</param>
internal sealed unsafe class SamplingWeight(Panels panels, ushort* compact, Matrix? bias)
{
    public int Outputs => panels.Columns;

    /// <summary>Floats that <see cref="Multiply"/> needs to work in.</summary>
    public long ScratchLength => compact is null ? 0 : panels.PanelStride;

    /// <summary>A range of the outputs for every row.</summary>
    /// <param name="first">A multiple of the panel's width.</param>
    /// <param name="output">[rows, all outputs]</param>
    public void Multiply(KernelSet kernels, Matrix input, int first, int count, bool add, float* scratch, Matrix output)
    {
        var columns = output.ColumnRange(first, count);
        if (compact is null)
        {
            kernels.Product(input, panels.Section(first, count, kernels.PanelWidth), add, columns);
        }
        else
        {
            MultiplyCompact(kernels, input, first, count, add, scratch, output);
        }
        if (bias is { } vector)
        {
            for (var row = 0; row < columns.Rows; row++)
            {
                kernels.Add(vector.Row(0).Slice(first, count), columns.Row(row));
            }
        }
    }

    /// <summary>One column: the weights of one output. Of a head that is tied, a token's embedding.</summary>
    public void CopyColumn(int column, int width, Span<float> destination)
    {
        var start = column / width * panels.PanelStride + column % width;
        for (var k = 0; k < destination.Length; k++)
        {
            var place = start + (nint)k * width;
            destination[k] = compact is null ? panels.Data[place] : BFloat16.Widen(compact[place]);
        }
    }

    /// <summary>
    /// Panel by panel: widened into the nearest cache, then multiplied there as any other. Half as much comes from memory,
    /// which is what a few rows wait for; with many rows the widening is a small part. One row alone is multiplied on the way.
    /// </summary>
    private void MultiplyCompact(KernelSet kernels, Matrix input, int first, int count, bool add, float* scratch, Matrix output)
    {
        var width = kernels.PanelWidth;
        var length = (int)panels.PanelStride;
        if (input.Rows == 1)
        {
            kernels.RowProduct(input.Row(0), compact + (nint)first / width * length, add, output.ColumnRange(first, count).Row(0));
            return;
        }
        for (var column = first; column < first + count; column += width)
        {
            var columns = Math.Min(width, first + count - column);
            kernels.Widen(new(compact + (nint)column / width * length, length), new(scratch, length));
            kernels.Product(input, Panels.Packed(scratch, panels.Depth, columns, width), add, output.ColumnRange(column, columns));
        }
    }
}

/// <summary>The weights of one block.</summary>
/// <param name="AttentionGain">[1, channels]</param>
/// <param name="QueryGain">[1, head size]; null where queries and keys are not normalised.</param>
internal sealed record SamplingLayer(
    Matrix AttentionGain, SamplingWeight QueryKeyValue, Matrix? QueryGain, Matrix? KeyGain, SamplingWeight Output,
    Matrix FeedForwardGain, SamplingWeight GateUp, SamplingWeight Down);
