using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>The weights as sampling reads them: a copy of its own, so that training may go on.</summary>
internal sealed class SamplingWeights : IDisposable
{
    private readonly TransformerModel _model;

    public SamplingWeights(TransformerModel model, KernelSet kernels)
    {
        _model = model.Clone();
        Packed = new PackedWeights(_model.Parameters, kernels, backward: false);
    }

    public TransformerShape Shape => _model.Shape;

    public PackedWeights Packed { get; }

    public void Dispose()
    {
        Packed.Dispose();
        _model.Dispose();
    }
}
