using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>Attention of a sequence's new tokens over all of its tokens, by way of its cache. Each thread has its own.</summary>
internal sealed unsafe class CachedAttention(TransformerShape shape, KernelSet kernels) : IDisposable
{
    // Blocks of queries, so that a long prompt does not compute all that its mask forbids.
    private const int Block = 32;

    // Heads of one token that are computed together: enough sums in flight, whatever the number of tokens.
    private const int HeadsAtOnce = 4;

    private readonly float _scale = 1f / MathF.Sqrt(shape.HeadSize);
    private MatrixMemory _memory = new();
    private Matrix _scores;

    /// <summary>Parts that so many new tokens' attention falls into; any thread may compute any of them.</summary>
    public int Parts(int tokens) => tokens == 1 ? (shape.Heads + HeadsAtOnce - 1) / HeadsAtOnce : shape.Heads;

    /// <param name="queries">[new tokens, heads · head size or more], rotated; keys and values are in the cache already.</param>
    /// <param name="output">[new tokens, heads · head size]</param>
    public void Forward(Matrix queries, int layer, KeyValueCache cache, int part, Matrix output)
    {
        Reach(cache.Length + queries.Rows);
        if (queries.Rows == 1)
        {
            var first = part * HeadsAtOnce;
            OneToken(queries, layer, cache, first, Math.Min(HeadsAtOnce, shape.Heads - first), output);
            return;
        }
        for (var first = 0; first < queries.Rows; first += Block)
        {
            var count = Math.Min(Block, queries.Rows - first);
            ManyTokens(queries.RowRange(first, count), layer, cache, cache.Length + first, part, output.RowRange(first, count));
        }
    }

    public void Dispose() => _memory.Dispose();

    private void OneToken(Matrix query, int layer, KeyValueCache cache, int firstHead, int count, Matrix output)
    {
        var rows = stackalloc CachedHead[HeadsAtOnce];
        var seen = cache.Length + 1;
        for (var i = 0; i < count; i++)
        {
            var head = firstHead + i;
            rows[i] = new CachedHead(query.Data + head * shape.HeadSize, cache.Layout.Keys(layer, Group(head)), _scores.RowPointer(i));
        }
        kernels.CacheScores(new(rows, count), cache.Blocks, seen);
        for (var i = 0; i < count; i++)
        {
            var head = firstHead + i;
            kernels.CausalSoftmax(cache.Length, _scale, _scores.RowRange(i, 1).ColumnRange(0, kernels.WholePanels(seen)));
            rows[i] = new CachedHead(_scores.RowPointer(i), cache.Layout.Values(layer, Group(head)), output.Data + head * shape.HeadSize);
        }
        kernels.CacheValues(new(rows, count), cache.Blocks, seen);
    }

    private void ManyTokens(Matrix queries, int layer, KeyValueCache cache, int before, int head, Matrix output)
    {
        var rows = stackalloc CachedHead[Block];
        var seen = before + queries.Rows;
        for (var i = 0; i < queries.Rows; i++)
        {
            rows[i] = new CachedHead(queries.RowPointer(i) + head * shape.HeadSize, cache.Layout.Keys(layer, Group(head)), _scores.RowPointer(i));
        }
        kernels.CacheScores(new(rows, queries.Rows), cache.Blocks, seen);
        kernels.CausalSoftmax(before, _scale, _scores.RowRange(0, queries.Rows).ColumnRange(0, kernels.WholePanels(seen)));
        for (var i = 0; i < queries.Rows; i++)
        {
            rows[i] = new CachedHead(_scores.RowPointer(i), cache.Layout.Values(layer, Group(head)), output.RowPointer(i) + head * shape.HeadSize);
        }
        kernels.CacheValues(new(rows, queries.Rows), cache.Blocks, seen);
    }

    private int Group(int head) => head / (shape.Heads / shape.KeyValueHeads);

    /// <summary>Room for the scores of so many positions; it grows with the longest sequence, not with the model's context.</summary>
    private void Reach(int positions)
    {
        if (positions > _scores.Columns)
        {
            _memory.Dispose();
            _memory = new MatrixMemory();
            _scores = _memory.Reserve(Block, kernels.WholePanels(Math.Min(shape.Context, Math.Max(256, 2 * positions))));
        }
    }
}
