using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Adapters;

/// <summary>
/// What an adapter adds to one linear layer, or the gradients of that. Matrices that the layer reads as one (query, key
/// and value; gate and up) have their A one below the other, so that the input is multiplied once.
/// </summary>
/// <param name="A">[adapted projections · rank, inputs]</param>
/// <param name="Outputs">One an adapted projection, in the order of their rows in A.</param>
internal sealed record LowRankMatrices(Matrix A, IReadOnlyList<LowRankOutput> Outputs);

/// <param name="B">[outputs, rank]</param>
/// <param name="First">The column of the layer's output at which the projection begins.</param>
internal readonly record struct LowRankOutput(Matrix B, int First);

/// <summary>The same as the products read it.</summary>
/// <param name="A">[inputs, adapted projections · rank]</param>
/// <param name="B">One an adapted projection: [rank, outputs].</param>
/// <param name="Scale">What is added is multiplied by it.</param>
internal sealed record PackedLowRank(LowRankMatrices Matrices, Panels A, IReadOnlyList<Panels> B, float Scale);
