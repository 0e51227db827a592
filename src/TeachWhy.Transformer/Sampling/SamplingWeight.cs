using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>One matrix as the products read it. <code>output = input · Wᵀ + bias</code></summary>
/// <param name="Panels">[inputs, outputs]</param>
/// <param name="Bias">[1, outputs]; null without.</param>
internal sealed record SamplingWeight(Panels Panels, Matrix? Bias)
{
    public int Outputs => Panels.Columns;

    /// <summary>A range of the outputs for every row.</summary>
    /// <param name="first">A multiple of the panel's width.</param>
    /// <param name="output">[rows, all outputs]</param>
    public void Multiply(KernelSet kernels, Matrix input, int first, int count, bool add, Matrix output)
    {
        var columns = output.ColumnRange(first, count);
        kernels.Product(input, Panels.Section(first, count, kernels.PanelWidth), add, columns);
        if (Bias is { } bias)
        {
            for (var row = 0; row < columns.Rows; row++)
            {
                kernels.Add(bias.Row(0).Slice(first, count), columns.Row(row));
            }
        }
    }

    /// <summary>One column: the weights of one output. Of a head that is tied, a token's embedding.</summary>
    public unsafe void CopyColumn(int column, int width, Span<float> destination)
    {
        var source = Panels.Data + column / width * Panels.PanelStride + column % width;
        for (var k = 0; k < destination.Length; k++)
        {
            destination[k] = source[(nint)k * Panels.RowStride];
        }
    }
}

/// <summary>The weights of one block.</summary>
/// <param name="AttentionGain">[1, channels]</param>
/// <param name="QueryGain">[1, head size]; null where queries and keys are not normalised.</param>
internal sealed record SamplingLayer(
    Matrix AttentionGain, SamplingWeight QueryKeyValue, Matrix? QueryGain, Matrix? KeyGain, SamplingWeight Output,
    Matrix FeedForwardGain, SamplingWeight GateUp, SamplingWeight Down);
