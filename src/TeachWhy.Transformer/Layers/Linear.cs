using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Layers;

/// <summary>A weight matrix applied to every row. <code>output = input · Wᵀ</code></summary>
internal static class Linear
{
    /// <param name="input">[rows, inputs]</param>
    /// <param name="output">[rows, outputs]</param>
    public static void Forward(KernelSet kernels, Matrix input, PackedWeight weight, bool add, Matrix output) =>
        kernels.Product(input, weight.Forward, add, output);

    /// <summary>Replaces (or adds to) the gradient of the input, and always adds to that of the weight.</summary>
    /// <param name="dOutput">[rows, outputs]</param>
    /// <param name="input">[rows, inputs]</param>
    /// <param name="dInput">[rows, inputs]</param>
    /// <param name="dWeight">[outputs, inputs]</param>
    public static void Backward(
        KernelSet kernels, Matrix dOutput, Matrix input, PackedWeight weight, Matrix dInput, Matrix dWeight)
    {
        kernels.Product(dOutput, weight.Backward!.Value, add: false, dInput);
        kernels.Product(dOutput.Transposed, Panels.Of(input, kernels.PanelWidth), add: true, dWeight);
    }
}
