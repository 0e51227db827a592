using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Layers;

/// <summary>What one block computes on the way forward and needs again on the way back.</summary>
internal sealed unsafe class BlockActivations(TransformerShape shape, KernelSet kernels, MatrixMemory memory)
{
    public readonly float* AttentionInverseRms = memory.Reserve(shape.Context);
    public readonly float* FeedForwardInverseRms = memory.Reserve(shape.Context);

    /// <summary>[context, heads + key-value heads]; nothing where heads are not normalised.</summary>
    public readonly float* HeadInverseRms = memory.Reserve(shape.QueryKeyNorm ? (long)shape.Context * (shape.Heads + shape.KeyValueHeads) : 0);

    /// <summary>[context, channels]: the stream as it came in.</summary>
    public Matrix Input { get; } = memory.Reserve(shape.Context, shape.Channels);

    public Matrix AttentionNormed { get; } = memory.Reserve(shape.Context, shape.Channels);

    public Matrix QueryKeyValue { get; } = memory.Reserve(shape.Context, shape.QueryKeyValueWidth);

    /// <summary>[context, (heads + key-value heads) · head size]: queries and keys before they are normalised; no rows where they are not.</summary>
    public Matrix QueryKey { get; } = memory.Reserve(shape.QueryKeyNorm ? shape.Context : 0, shape.RotatedWidth);

    /// <summary>[heads · context, context in whole panels]</summary>
    public Matrix Probabilities { get; } = memory.Reserve(shape.Heads * shape.Context, kernels.WholePanels(shape.Context));

    public Matrix Attended { get; } = memory.Reserve(shape.Context, shape.QueryWidth);

    /// <summary>[context, channels]: the stream between attention and feed-forward.</summary>
    public Matrix Middle { get; } = memory.Reserve(shape.Context, shape.Channels);

    public Matrix FeedForwardNormed { get; } = memory.Reserve(shape.Context, shape.Channels);

    public Matrix GateUp { get; } = memory.Reserve(shape.Context, 2 * shape.Hidden);

    public Matrix Gated { get; } = memory.Reserve(shape.Context, shape.Hidden);
}

/// <summary>Gradients on their way down: one set serves every block.</summary>
internal sealed class BlockGradients(TransformerShape shape, KernelSet kernels, MatrixMemory memory)
{
    public Matrix Normed { get; } = memory.Reserve(shape.Context, shape.Channels);

    public Matrix Attended { get; } = memory.Reserve(shape.Context, shape.QueryWidth);

    public Matrix QueryKeyValue { get; } = memory.Reserve(shape.Context, shape.QueryKeyValueWidth);

    public Matrix Scores { get; } = memory.Reserve(shape.Context, kernels.WholePanels(shape.Context));

    public Matrix GateUp { get; } = memory.Reserve(shape.Context, 2 * shape.Hidden);

    public Matrix Gated { get; } = memory.Reserve(shape.Context, shape.Hidden);
}
