namespace TeachWhy.Transformer.Measurement;

/// <summary>
/// Floating-point operations that a result needs: a multiply-add is two. Neither padding nor what a mask forbids is
/// counted, nor anything that is not a product, so a share of peak never flatters.
/// </summary>
public static class UsefulOperations
{
    /// <summary><code>2 · rows · depth · columns</code></summary>
    public static double OfProduct(int rows, int depth, int columns) => 2.0 * rows * depth * columns;

    /// <summary>Causal attention of one layer forward: each token meets those of its document up to itself, twice (Q · K, P · V).</summary>
    public static double OfAttention(TransformerShape shape, IEnumerable<int> documents) =>
        documents.Sum(length => 2 * OfProduct(1, shape.QueryWidth, 1) * length * (length + 1.0) / 2);

    /// <summary>Training on documents: forward once, and twice as much for the gradients of inputs and weights.</summary>
    /// <param name="documents">Their lengths; a document's first token is not predicted.</param>
    public static double OfTraining(TransformerShape shape, IReadOnlyList<int> documents)
    {
        var ofBlock = (double)shape.Channels * (shape.QueryKeyValueWidth + shape.QueryWidth + 3 * shape.Hidden);
        var ofHead = (double)shape.Channels * shape.Vocabulary;
        var forward = documents.Sum(length => 2 * (shape.Layers * ofBlock * length + ofHead * (length - 1)));
        return 3 * (forward + shape.Layers * OfAttention(shape, documents));
    }
}
