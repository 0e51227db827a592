using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;

namespace TeachWhy.Training;

/// <summary>How well a model predicts rows it is not trained on.</summary>
public static class HeldOutLoss
{
    /// <summary>Σ weight · cross-entropy / Σ |weight|: with weights of 1, the mean over the tokens.</summary>
    public static double Of(TransformerModel model, IEnumerable<PackedRow> rows)
    {
        using var weights = new PackedWeights(model.Parameters, KernelSet.Fastest, backward: false);
        using var pass = new TransformerPass(model.Shape, KernelSet.Fastest);
        var (loss, total) = (0.0, 0.0);
        foreach (var row in rows)
        {
            loss += pass.Loss(weights, row.Tokens, row.Starts, row.Weights);
            total += row.TotalWeight;
        }
        return total > 0 ? loss / total : throw new ArgumentException("No token of these rows carries any weight.", nameof(rows));
    }
}
