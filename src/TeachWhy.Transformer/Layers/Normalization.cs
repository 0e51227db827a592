using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Layers;

/// <summary>Root-mean-square normalisation of every row; the formula stands at <see cref="KernelSet.Normalize"/>.</summary>
internal static unsafe class Normalization
{
    /// <param name="input">[rows, channels]</param>
    /// <param name="gain">[1, channels]</param>
    /// <param name="inverseRms">[rows], kept for <see cref="Backward"/>; may be null where nothing is learned.</param>
    /// <param name="output">[rows, channels]</param>
    public static void Forward(KernelSet kernels, Matrix input, Matrix gain, float epsilon, float* inverseRms, Matrix output)
    {
        for (var row = 0; row < input.Rows; row++)
        {
            var r = kernels.Normalize(input.Row(row), gain.Row(0), epsilon, output.Row(row));
            if (inverseRms is not null)
            {
                inverseRms[row] = r;
            }
        }
    }

    /// <summary>Adds to the gradients of input and gain.</summary>
    public static void Backward(
        KernelSet kernels, Matrix dOutput, Matrix input, Matrix gain, float* inverseRms,
        Matrix dInput, Matrix dGain)
    {
        for (var row = 0; row < input.Rows; row++)
        {
            kernels.NormalizeGradient(
                dOutput.Row(row), input.Row(row), gain.Row(0), inverseRms[row], dInput.Row(row), dGain.Row(0));
        }
    }
}
