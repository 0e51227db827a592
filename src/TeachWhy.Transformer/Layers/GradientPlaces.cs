using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Layers;

/// <summary>Where a pass adds its gradients. What has no place is not learned, and its gradient is not computed.</summary>
/// <param name="Embedding">[vocabulary, channels]; null where it is not learned.</param>
/// <param name="Blocks">One a layer.</param>
/// <param name="FinalGain">[1, channels]</param>
/// <param name="Head">The embedding's place once more where the head is tied.</param>
internal sealed record GradientPlaces(Matrix? Embedding, IReadOnlyList<BlockParameters> Blocks, Matrix FinalGain, LinearParameters Head);
