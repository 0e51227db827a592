using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>Attention of a sequence's new tokens over all of its tokens, by way of its cache.</summary>
internal sealed class CachedAttention(TransformerShape shape, KernelSet kernels, MatrixMemory memory)
{
    // Blocks of queries, so that a long prompt does not compute all that its mask forbids.
    private const int Block = 32;

    private readonly Matrix _scores = memory.Reserve(Block, kernels.WholePanels(shape.Context));
    private readonly float _scale = 1f / MathF.Sqrt(shape.HeadSize);

    /// <param name="queryKeyValue">[new tokens, (heads + 2 · key-value heads) · head size], rotated.</param>
    /// <param name="cache">Already holds <see cref="KeyValueCache.Length"/> tokens; the new ones are written behind them.</param>
    /// <param name="output">[new tokens, heads · head size]</param>
    public void Forward(Matrix queryKeyValue, int layer, KeyValueCache cache, Matrix output)
    {
        Append(queryKeyValue, layer, cache);
        var headSize = shape.HeadSize;
        for (var head = 0; head < shape.Heads; head++)
        {
            var group = head / (shape.Heads / shape.KeyValueHeads);
            var queries = queryKeyValue.ColumnRange(head * headSize, headSize);
            var attended = output.ColumnRange(head * headSize, headSize);
            var keys = Panels.Of(cache.Keys(layer).RowRange(group * headSize, headSize), kernels.PanelWidth);
            var values = Panels.Of(cache.Values(layer).ColumnRange(group * headSize, headSize), kernels.PanelWidth);
            for (var first = 0; first < queries.Rows; first += Block)
            {
                var count = Math.Min(Block, queries.Rows - first);
                var seen = cache.Length + first + count;
                var scores = _scores.RowRange(0, count).ColumnRange(0, kernels.WholePanels(seen));
                kernels.Product(queries.RowRange(first, count), keys.Narrowed(scores.Columns), add: false, scores);
                kernels.CausalSoftmax(cache.Length + first, _scale, scores);
                kernels.Product(scores, values.Shortened(seen), add: false, attended.RowRange(first, count));
            }
        }
    }

    private void Append(Matrix queryKeyValue, int layer, KeyValueCache cache)
    {
        var width = shape.KeyValueHeads * shape.HeadSize;
        var firstKey = shape.Heads * shape.HeadSize;
        var keys = cache.Keys(layer);
        for (var row = 0; row < queryKeyValue.Rows; row++)
        {
            var position = cache.Length + row;
            var source = queryKeyValue.Row(row);
            for (var i = 0; i < width; i++)
            {
                keys[i, position] = source[firstKey + i];
            }
            source.Slice(firstKey + width, width).CopyTo(cache.Values(layer).Row(position));
        }
    }
}
