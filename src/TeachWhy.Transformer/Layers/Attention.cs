using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Layers;

/// <summary>
/// Causal attention within each document of a packed row.
/// <code>P = softmax(Q · Kᵀ / √(head size)) over the keys up to the query,   output = P · V</code>
/// It works in blocks of queries, so that what the mask forbids is mostly never computed.
/// </summary>
internal static class Attention
{
    /// <summary>Queries of one block.</summary>
    private const int Block = 32;

    /// <param name="queryKeyValue">[rows, (heads + 2 · key-value heads) · head size], rotated.</param>
    /// <param name="probabilities">[heads · context, context in whole panels], kept: row h · context + r is query r of head h.</param>
    /// <param name="output">[rows, heads · head size]</param>
    public static void Forward(
        AttentionContext context, Matrix queryKeyValue, IReadOnlyList<Segment> segments,
        Matrix probabilities, Matrix output)
    {
        var kernels = context.Kernels;
        foreach (var segment in segments)
        {
            for (var group = 0; group < context.KeyValueHeads; group++)
            {
                var keys = context.Keys(queryKeyValue, group).RowRange(segment.Start, segment.Length);
                var values = context.Values(queryKeyValue, group).RowRange(segment.Start, segment.Length);
                var packedKeys = context.Pack(keys.Transposed);
                for (var head = group * context.GroupSize; head < (group + 1) * context.GroupSize; head++)
                {
                    var queries = context.Head(queryKeyValue, head).RowRange(segment.Start, segment.Length);
                    var weights = context.ScoresOf(probabilities, head, segment);
                    var attended = context.Head(output, head).RowRange(segment.Start, segment.Length);
                    for (var first = 0; first < segment.Length; first += Block)
                    {
                        var count = Math.Min(Block, segment.Length - first);
                        var seen = first + count;
                        var block = weights.RowRange(first, count).ColumnRange(0, kernels.WholePanels(seen));
                        kernels.Product(queries.RowRange(first, count), packedKeys.Narrowed(block.Columns), add: false, block);
                        kernels.CausalSoftmax(first, context.Scale, block);
                        kernels.Product(block, context.Direct(values).Shortened(seen), add: false, attended.RowRange(first, count));
                    }
                }
            }
        }
    }

    /// <summary>Replaces the gradients of query, key and value.</summary>
    /// <param name="dScores">[context, context in whole panels], overwritten.</param>
    public static void Backward(
        AttentionContext context, Matrix dOutput, Matrix queryKeyValue, Matrix probabilities, IReadOnlyList<Segment> segments,
        Matrix dScores, Matrix dQueryKeyValue)
    {
        foreach (var segment in segments)
        {
            for (var group = 0; group < context.KeyValueHeads; group++)
            {
                for (var head = group * context.GroupSize; head < (group + 1) * context.GroupSize; head++)
                {
                    // A key head's gradient is the sum over the query heads that read it: the first one replaces, the others add.
                    var add = head > group * context.GroupSize;
                    var weights = context.ScoresOf(probabilities, head, segment);
                    var scores = dScores.RowRange(0, segment.Length);
                    ScoreGradients(context, dOutput, queryKeyValue, weights, segment, group, head, scores, dQueryKeyValue);
                    KeyValueGradients(context, dOutput, queryKeyValue, weights, scores, segment, group, head, add, dQueryKeyValue);
                }
            }
        }
    }

    /// <summary>From the outputs' gradients to those of the scores, and on to the queries.</summary>
    private static void ScoreGradients(
        AttentionContext context, Matrix dOutput, Matrix queryKeyValue, Matrix weights, Segment segment, int group, int head,
        Matrix dScores, Matrix dQueryKeyValue)
    {
        var kernels = context.Kernels;
        var keys = context.Keys(queryKeyValue, group).RowRange(segment.Start, segment.Length);
        var values = context.Values(queryKeyValue, group).RowRange(segment.Start, segment.Length);
        var packedValues = context.Pack(values.Transposed);
        var dAttended = context.Head(dOutput, head).RowRange(segment.Start, segment.Length);
        var dQueries = context.Head(dQueryKeyValue, head).RowRange(segment.Start, segment.Length);
        for (var first = 0; first < segment.Length; first += Block)
        {
            var count = Math.Min(Block, segment.Length - first);
            var seen = first + count;
            var block = dScores.RowRange(first, count).ColumnRange(0, kernels.WholePanels(seen));
            kernels.Product(dAttended.RowRange(first, count), packedValues.Narrowed(block.Columns), add: false, block);
            kernels.SoftmaxGradient(weights.RowRange(first, count).ColumnRange(0, block.Columns), context.Scale, block);
            kernels.Product(block, context.Direct(keys).Shortened(seen), add: false, dQueries.RowRange(first, count));
        }
    }

    /// <summary><code>dK = dSᵀ · Q,   dV = Pᵀ · dOutput</code> A block of keys is seen by the queries from its first key on.</summary>
    private static void KeyValueGradients(
        AttentionContext context, Matrix dOutput, Matrix queryKeyValue, Matrix weights, Matrix dScores, Segment segment,
        int group, int head, bool add, Matrix dQueryKeyValue)
    {
        var kernels = context.Kernels;
        var queries = context.Head(queryKeyValue, head).RowRange(segment.Start, segment.Length);
        var dAttended = context.Head(dOutput, head).RowRange(segment.Start, segment.Length);
        var dKeys = context.Keys(dQueryKeyValue, group).RowRange(segment.Start, segment.Length);
        var dValues = context.Values(dQueryKeyValue, group).RowRange(segment.Start, segment.Length);
        for (var first = 0; first < segment.Length; first += Block)
        {
            var count = Math.Min(Block, segment.Length - first);
            var later = segment.Length - first;
            var weightBlock = weights.RowRange(first, later).ColumnRange(first, count);
            var scoreBlock = dScores.RowRange(first, later).ColumnRange(first, count);
            kernels.Product(
                scoreBlock.Transposed, context.Direct(queries.RowRange(first, later)), add, dKeys.RowRange(first, count));
            kernels.Product(
                weightBlock.Transposed, context.Direct(dAttended.RowRange(first, later)), add, dValues.RowRange(first, count));
        }
    }
}
