using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Training.Optimizers;

/// <summary>
/// Gradients in a fixed number of separate sums: row i of a batch always goes to shard <c>i mod shards</c>, and the
/// shards are added up in order. So the result does not depend on how many threads did the work.
/// </summary>
internal sealed class GradientShards(ParameterBlock learned, int count, KernelSet kernels) : IDisposable
{
    private readonly ParameterBlock[] _shards = [.. Enumerable.Range(0, count).Select(_ => learned.Empty())];

    public int Count => count;

    public ParameterBlock this[int shard] => _shards[shard];

    /// <summary>The sum, once <see cref="Gather"/> went over all of it.</summary>
    public Span<float> Sum => _shards[0].Values;

    /// <summary>Adds one stretch of all shards into the first and clears the others; returns the sum of squares.</summary>
    public double Gather(int start, int length)
    {
        var sum = Sum.Slice(start, length);
        foreach (var shard in _shards.AsSpan(1))
        {
            var values = shard.Values.Slice(start, length);
            kernels.Add(values, sum);
            values.Clear();
        }
        return kernels.SumOfSquares(sum);
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
