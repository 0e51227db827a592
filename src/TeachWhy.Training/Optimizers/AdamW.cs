using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Training.Optimizers;

/// <summary>AdamW over one block of parameters, a model's or an adapter's; the formula stands at <see cref="KernelSet.AdamW"/>.</summary>
internal sealed class AdamW(ParameterBlock parameters, TrainingOptions options, KernelSet kernels) : IDisposable
{
    private const float Epsilon = 1e-8f;

    private readonly AlignedMemory _mean = new(parameters.Values.Length);
    private readonly AlignedMemory _variance = new(parameters.Values.Length);

    public Span<float> Mean => _mean.Span;

    public Span<float> Variance => _variance.Span;

    /// <summary>Updates one stretch of the parameters. Each number is updated by itself, so any split gives the same result.</summary>
    /// <param name="step">Counted from 0.</param>
    public void Step(Span<float> gradient, float gradientScale, float learningRate, int step, int start, int end)
    {
        foreach (var tensor in parameters.Tensors)
        {
            var first = Math.Max(start, tensor.Offset);
            var length = Math.Min(end, tensor.Offset + tensor.Length) - first;
            if (length <= 0)
            {
                continue;
            }
            var decay = tensor.IsMatrix ? options.WeightDecay : 0f;
            var factors = new AdamWFactors(
                gradientScale, options.Beta1, options.Beta2, 1f - learningRate * decay,
                (float)(learningRate / (1 - Math.Pow(options.Beta1, step + 1))),
                (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step + 1))), Epsilon);
            kernels.AdamW(
                gradient.Slice(first, length), factors,
                Mean.Slice(first, length), Variance.Slice(first, length), parameters.Values.Slice(first, length));
        }
    }

    public void Dispose()
    {
        _mean.Dispose();
        _variance.Dispose();
    }
}
