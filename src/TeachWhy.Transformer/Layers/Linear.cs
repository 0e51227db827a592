using TeachWhy.Transformer.Adapters;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Layers;

/// <summary>A weight matrix applied to every row. <code>output = input · Wᵀ + bias + what an adapter adds</code></summary>
internal static class Linear
{
    /// <param name="input">[rows, inputs]</param>
    /// <param name="output">[rows, outputs]</param>
    /// <param name="lowRank">Needed where a weight may have an adapter.</param>
    public static void Forward(
        KernelSet kernels, Matrix input, PackedWeight weight, bool add, Matrix output, LowRankProduct? lowRank = null)
    {
        kernels.Product(input, weight.Forward, add, output);
        if (weight.Parameters.Bias is { } bias)
        {
            for (var row = 0; row < output.Rows; row++)
            {
                kernels.Add(bias.Row(0), output.Row(row));
            }
        }
        if (weight.LowRank is { } adapter)
        {
            lowRank!.Forward(input, adapter, output);
        }
    }

    /// <summary>Replaces the gradient of the input, and adds to the gradients of what is learned.</summary>
    /// <param name="dOutput">[rows, outputs]</param>
    /// <param name="input">[rows, inputs]</param>
    /// <param name="dInput">[rows, inputs]</param>
    public static void Backward(
        KernelSet kernels, Matrix dOutput, Matrix input, PackedWeight weight, Matrix dInput, LinearParameters gradients,
        LowRankProduct? lowRank = null)
    {
        kernels.Product(dOutput, weight.Backward!.Value, add: false, dInput);
        if (gradients.Weight is { } dWeight)
        {
            kernels.Product(dOutput.Transposed, Panels.Of(input, kernels.PanelWidth), add: true, dWeight);
        }
        if (gradients.Bias is { } dBias)
        {
            for (var row = 0; row < dOutput.Rows; row++)
            {
                kernels.Add(dOutput.Row(row), dBias.Row(0));
            }
        }
        if (gradients.LowRank is { } dAdapter)
        {
            lowRank!.Backward(dOutput, input, weight.LowRank!, dInput, dAdapter);
        }
    }
}
