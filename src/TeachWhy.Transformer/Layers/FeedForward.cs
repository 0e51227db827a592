using TeachWhy.Transformer.Adapters;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Layers;

/// <summary>
/// SwiGLU (Shazeer 2020).
/// <code>output += (silu(input · Gᵀ) ∘ (input · Uᵀ)) · Dᵀ</code>
/// </summary>
internal static class FeedForward
{
    /// <param name="input">[rows, channels]</param>
    /// <param name="gateUp">[rows, 2 · hidden], kept: the gate and, beside it, what it lets through.</param>
    /// <param name="gated">[rows, hidden], kept.</param>
    /// <param name="output">[rows, channels], the stream that is added to.</param>
    public static void Forward(
        KernelSet kernels, Matrix input, PackedBlock weights, Matrix gateUp, Matrix gated, Matrix output, LowRankProduct lowRank)
    {
        Linear.Forward(kernels, input, weights.GateUp, add: false, gateUp, lowRank);
        var hidden = gated.Columns;
        for (var row = 0; row < input.Rows; row++)
        {
            var both = gateUp.Row(row);
            kernels.Gate(both[..hidden], both[hidden..], gated.Row(row));
        }
        Linear.Forward(kernels, gated, weights.Down, add: true, output, lowRank);
    }

    /// <summary>Replaces the gradient of the input and adds to those of the weights.</summary>
    /// <param name="dGated">[rows, hidden], overwritten.</param>
    /// <param name="dGateUp">[rows, 2 · hidden], overwritten.</param>
    public static void Backward(
        KernelSet kernels, Matrix dOutput, Matrix input, Matrix gateUp, Matrix gated, PackedBlock weights,
        Matrix dGated, Matrix dGateUp, Matrix dInput, BlockParameters dWeights, LowRankProduct lowRank)
    {
        Linear.Backward(kernels, dOutput, gated, weights.Down, dGated, dWeights.Down, lowRank);
        var hidden = gated.Columns;
        for (var row = 0; row < input.Rows; row++)
        {
            var both = gateUp.Row(row);
            var dBoth = dGateUp.Row(row);
            kernels.GateGradient(dGated.Row(row), both[..hidden], both[hidden..], dBoth[..hidden], dBoth[hidden..]);
        }
        Linear.Backward(kernels, dGateUp, input, weights.GateUp, dInput, dWeights.GateUp, lowRank);
    }
}
