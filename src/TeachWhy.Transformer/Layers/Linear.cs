using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Layers;

/// <summary>A weight matrix applied to every row. <code>output = input · Wᵀ + bias</code></summary>
internal static class Linear
{
    /// <param name="input">[rows, inputs]</param>
    /// <param name="output">[rows, outputs]</param>
    public static void Forward(KernelSet kernels, Matrix input, PackedWeight weight, bool add, Matrix output)
    {
        kernels.Product(input, weight.Forward, add, output);
        if (weight.Parameters.Bias is { } bias)
        {
            for (var row = 0; row < output.Rows; row++)
            {
                kernels.Add(bias.Row(0), output.Row(row));
            }
        }
    }

    /// <summary>Replaces the gradient of the input, and adds to those of weight and bias.</summary>
    /// <param name="dOutput">[rows, outputs]</param>
    /// <param name="input">[rows, inputs]</param>
    /// <param name="dInput">[rows, inputs]</param>
    public static void Backward(
        KernelSet kernels, Matrix dOutput, Matrix input, PackedWeight weight, Matrix dInput, LinearParameters gradients)
    {
        kernels.Product(dOutput, weight.Backward!.Value, add: false, dInput);
        kernels.Product(dOutput.Transposed, Panels.Of(input, kernels.PanelWidth), add: true, gradients.Weight);
        if (gradients.Bias is { } dBias)
        {
            for (var row = 0; row < dOutput.Rows; row++)
            {
                kernels.Add(dOutput.Row(row), dBias.Row(0));
            }
        }
    }
}
