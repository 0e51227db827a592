using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Training.Optimizers;

/// <summary>
/// Gradients in a fixed number of separate sums: row i of a batch always goes to shard <c>i mod shards</c>, and the
/// shards are added up in order. So the result does not depend on how many threads did the work.
/// </summary>
internal sealed class GradientShards(ParameterBlock learned, int count, KernelSet kernels) : IDisposable
{
    // 8 KiB: short enough that the sum stays in the nearest cache.
    private const int Piece = 1 << 11;

    private readonly ParameterBlock[] _shards = [.. Enumerable.Range(0, count).Select(_ => learned.Empty())];

    public int Count => count;

    public ParameterBlock this[int shard] => _shards[shard];

    /// <summary>The sum, once <see cref="Gather"/> went over all of it.</summary>
    public Span<float> Sum => _shards[0].Values;

    /// <summary>Adds one stretch of all shards into the first and clears the others; returns the sum of squares.</summary>
    public double Gather(int start, int length)
    {
        // By short pieces, so that the sum stays in the nearest cache while the shards are added.
        for (var first = start; first < start + length; first += Piece)
        {
            var piece = Math.Min(Piece, start + length - first);
            var sum = Sum.Slice(first, piece);
            foreach (var shard in _shards.AsSpan(1))
            {
                var values = shard.Values.Slice(first, piece);
                kernels.Add(values, sum);
                values.Clear();
            }
        }
        return kernels.SumOfSquares(Sum.Slice(start, length));
    }

    public void Clear()
    {
        foreach (var shard in _shards)
        {
            shard.Values.Clear();
        }
    }

    public void Dispose()
    {
        foreach (var shard in _shards)
        {
            shard.Dispose();
        }
    }
}
