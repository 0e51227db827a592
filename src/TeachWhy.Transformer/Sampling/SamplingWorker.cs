using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>One thread's share: a fixed number of places for sequences, refilled from the queue as they become free.</summary>
internal sealed class SamplingWorker : IDisposable
{
    // More sequences share the reading of the weights better, until their caches no longer lie near: 16 of the
    // miniature's made half as many tokens again as 64 did.
    private const long NearMemory = 10L << 20;
    private const int FewestSequences = 8;

    private readonly TransformerShape _shape;
    private readonly KernelSet _kernels;
    private readonly MatrixMemory _memory = new();
    private readonly SamplingPass _pass;
    private readonly Matrix _logits;
    private readonly int _sequences;
    private readonly Stack<KeyValueCache> _free = [];
    private readonly List<RunningSequence> _running = [];
    private readonly List<Chunk> _chunks = [];

    public SamplingWorker(PackedWeights weights, KernelSet kernels, int sequences)
    {
        _shape = weights.Parameters.Shape;
        _kernels = kernels;
        var near = NearMemory / KeyValueCache.Bytes(_shape);
        _sequences = (int)Math.Min(sequences, Math.Max(FewestSequences, near));

        // A full batch of running sequences and at least one prompt of any length.
        _pass = new SamplingPass(weights, kernels, _sequences + Math.Max(_shape.Context, 256));
        _logits = _memory.Reserve(_sequences, _shape.Vocabulary);
    }

    public void Run(RequestQueue queue, CancellationToken cancellation)
    {
        try
        {
            Admit(queue);
            while (_running.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Advance(queue);
                Admit(queue);
            }
        }
        finally
        {
            // After a cancellation the places must be free for the next call.
            foreach (var sequence in _running)
            {
                _free.Push(sequence.Cache);
            }
            _running.Clear();
        }
    }

    public void Dispose()
    {
        _pass.Dispose();
        _memory.Dispose();
    }

    /// <summary>One token for every running sequence.</summary>
    private void Advance(RequestQueue queue)
    {
        _chunks.Clear();
        foreach (var sequence in _running)
        {
            _chunks.Add(new Chunk(sequence.Cache, sequence.Next, Wanted: 1));
        }
        _pass.Forward(_chunks, _logits);

        var kept = 0;
        for (var place = 0; place < _running.Count; place++)
        {
            var sequence = _running[place];
            if (sequence.Continue(_kernels, _logits.Row(place)) is { } result)
            {
                queue.Results[sequence.Index] = result;
                _free.Push(sequence.Cache);
            }
            else
            {
                _running[kept++] = sequence;
            }
        }
        _running.RemoveRange(kept, _running.Count - kept);
    }

    /// <summary>Takes requests while there is a place and the pass has rows left for their prompts.</summary>
    private void Admit(RequestQueue queue)
    {
        var rows = _running.Sum(sequence => sequence.Next.Length);
        while (_running.Count < _sequences && rows + _shape.Context <= _pass.Rows && queue.TryTake(out var index, out var request))
        {
            var sequence = new RunningSequence(index, request, FreeCache(), _shape.Context);
            rows += sequence.Next.Length;
            _running.Add(sequence);
        }
    }

    private KeyValueCache FreeCache()
    {
        if (!_free.TryPop(out var cache))
        {
            cache = new KeyValueCache(_shape, _memory);
        }
        cache.Length = 0;
        return cache;
    }
}
