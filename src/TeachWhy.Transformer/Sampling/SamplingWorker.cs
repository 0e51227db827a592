using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>One thread's share: places for sequences, refilled from the queue as they become free, one token each at a time.</summary>
internal sealed class SamplingWorker : IDisposable
{
    // More sequences share the reading of the weights better, until their caches no longer lie near: 16 of the
    // miniature's made half as many tokens again as 64 did.
    private const long NearMemory = 10L << 20;
    private const int FewestSequences = 8;

    private readonly TransformerShape _shape;
    private readonly KernelSet _kernels;
    private readonly SampleQueue _queue;
    private readonly MatrixMemory _memory = new();
    private readonly SamplingPass _pass;
    private readonly Matrix _logits;
    private readonly int _sequences;
    private readonly Stack<KeyValueCache> _free = [];
    private readonly List<RunningSequence> _running = [];
    private readonly List<Chunk> _chunks = [];

    public SamplingWorker(PackedWeights weights, KernelSet kernels, int sequences, SampleQueue queue)
    {
        _shape = weights.Parameters.Shape;
        _kernels = kernels;
        _queue = queue;
        var near = NearMemory / KeyValueCache.Bytes(_shape);
        _sequences = (int)Math.Min(sequences, Math.Max(FewestSequences, near));

        // A full batch of running sequences and at least one prompt of any length.
        _pass = new SamplingPass(weights, kernels, _sequences + Math.Max(_shape.Context, 256));
        _logits = _memory.Reserve(_sequences, _shape.Vocabulary);
    }

    /// <summary>Works until the queue is closed.</summary>
    public void Run()
    {
        while (!_queue.IsClosed)
        {
            try
            {
                Release();
                Admit();
                if (_running.Count > 0)
                {
                    Advance();
                }
            }
            catch (Exception failure)
            {
                // Whoever asked gets the reason; the next request has its own chance.
                _running.ForEach(sequence => sequence.Job.Fail(failure));
            }
        }
        _running.ForEach(sequence => sequence.Job.Cancel(CancellationToken.None));
    }

    public void Dispose()
    {
        _pass.Dispose();
        _memory.Dispose();
    }

    /// <summary>Takes jobs while there is a place and the pass has rows left for their prompts.</summary>
    private void Admit()
    {
        var rows = _running.Sum(sequence => sequence.Next.Length);
        while (_running.Count < _sequences && rows + _shape.Context <= _pass.Rows && _queue.Take(_running.Count) is { } job)
        {
            var sequence = new RunningSequence(job, FreeCache(), _shape.Context);
            rows += sequence.Next.Length;
            _running.Add(sequence);
        }
    }

    /// <summary>One token for every running sequence.</summary>
    private void Advance()
    {
        _chunks.Clear();
        foreach (var sequence in _running)
        {
            _chunks.Add(new Chunk(sequence.Cache, sequence.Next, Wanted: 1));
        }
        _pass.Forward(_chunks, _logits);
        for (var place = 0; place < _running.Count; place++)
        {
            var sequence = _running[place];
            if (!sequence.Job.IsOver && sequence.Continue(_kernels, _logits.Row(place)) is { } result)
            {
                sequence.Job.Finish(result);
            }
        }
    }

    /// <summary>Makes room where a sequence has ended or nobody waits for it any more.</summary>
    private void Release()
    {
        for (var place = _running.Count - 1; place >= 0; place--)
        {
            if (_running[place].Job.IsOver)
            {
                _free.Push(_running[place].Cache);
                _running.RemoveAt(place);
                _queue.Return();
            }
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
