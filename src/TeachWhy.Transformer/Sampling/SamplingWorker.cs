using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// One loop of the engine: places for sequences, refilled from the queue as they become free, and one token for each at a
/// time. Long prompts are read in pieces, so that those who are writing already do not wait for them.
/// </summary>
internal sealed class SamplingWorker : IDisposable
{
    // More sequences share the reading of the weights better, until their caches no longer lie near: 16 of the
    // miniature's made half as many tokens again as 64 did. Where the weights are not near either it does not matter.
    private const long NearMemory = 10L << 20;
    private const int FewestSequences = 8;

    // Rows for prompts beside those of the sequences that write: enough to keep the products busy.
    private const int PromptRows = 256;

    private readonly KernelSet _kernels;
    private readonly SampleQueue _queue;
    private readonly SamplingTeam _team;
    private readonly MatrixMemory _memory = new();
    private readonly KeyValuePool _pool;
    private readonly SamplingPass _pass;
    private readonly Matrix _logits;
    private readonly WorkerShare _share;
    private readonly long _near;
    private readonly List<RunningSequence> _running = [];
    private readonly List<RunningSequence> _writing = [];
    private readonly List<Chunk> _chunks = [];
    private SampleJob? _next;

    public SamplingWorker(SamplingWeights weights, KernelSet kernels, KeyValueLayout layout, WorkerShare share, SampleQueue queue)
    {
        _kernels = kernels;
        _queue = queue;
        _share = share;
        _near = Math.Max(NearMemory, weights.Bytes);
        _team = new SamplingTeam(share.Threads);
        _pool = new KeyValuePool(layout, share.PrefixMemory);
        _pass = new SamplingPass(weights, kernels, _team, share.Sequences + PromptRows);
        _logits = _memory.Reserve(share.Sequences, weights.Shape.Vocabulary);
    }

    /// <summary>Works until the queue is closed.</summary>
    public void Run()
    {
        while (!_queue.IsClosed)
        {
            try
            {
                Release();
                Read();
                if (_chunks.Count > 0)
                {
                    _pass.Forward(_chunks, _logits);
                    _team.Run(_writing.Count, (_, place) => Write(_writing[place], _logits.Row(place)));
                }
            }
            catch (Exception failure)
            {
                // Whoever asked gets the reason; the next request has its own chance.
                _running.ForEach(sequence => sequence.Job.Fail(failure));
                Release();
                _pool.Forget();
            }
        }
        _next?.Cancel(CancellationToken.None);
        _running.ForEach(sequence => sequence.Job.Cancel(CancellationToken.None));
        Release();
    }

    public void Dispose()
    {
        _team.Dispose();
        _pass.Dispose();
        _pool.Dispose();
        _memory.Dispose();
    }

    /// <summary>Makes room where a sequence has ended or nobody waits for it any more.</summary>
    private void Release()
    {
        for (var place = _running.Count - 1; place >= 0; place--)
        {
            if (_running[place].Job.IsOver)
            {
                _running[place].Dispose();
                _running.RemoveAt(place);
                _queue.Return();
            }
        }
    }

    /// <summary>The next tokens of those in work, and the prompts of those that join them while there are rows and places.</summary>
    private void Read()
    {
        _chunks.Clear();
        _writing.Clear();
        var rows = _pass.Rows;
        for (var place = 0; place < _running.Count; place++)
        {
            rows -= Read(_running[place], rows - (_running.Count - 1 - place));
        }
        while (rows > 0 && Admit() is { } sequence)
        {
            rows -= Read(sequence, rows);
        }
    }

    private int Read(RunningSequence sequence, int rows)
    {
        var chunk = sequence.Read(rows);
        _chunks.Add(chunk);
        if (chunk.Wanted > 0)
        {
            _writing.Add(sequence);
        }
        return chunk.Tokens.Length;
    }

    private void Write(RunningSequence sequence, Span<float> logits)
    {
        if (!sequence.Job.IsOver && sequence.Continue(_kernels, logits) is { } result)
        {
            sequence.Job.Finish(result);
        }
    }

    /// <summary>The next job, begun; null while none waits or there is no room for it. Without any in work it waits for one.</summary>
    private RunningSequence? Admit()
    {
        if (_running.Count == _share.Sequences)
        {
            return null;
        }
        _next ??= _queue.Take(_running.Count);
        while (_next is { IsOver: true })
        {
            // Cancelled on its way here.
            _queue.Return();
            _next = _queue.Take(_running.Count);
        }
        if (_next is null || !HasRoom(_pool.Layout.BytesOf(_next.Request)))
        {
            return null;
        }
        var sequence = new RunningSequence(_next, _pool);
        _next = null;
        _running.Add(sequence);
        sequence.Begin();
        return sequence;
    }

    private bool HasRoom(long bytes)
    {
        var all = bytes + _running.Sum(sequence => sequence.CacheBytes);
        return _running.Count == 0 || (all <= _share.CacheMemory && (all <= _near || _running.Count < FewestSequences));
    }
}

/// <summary>A worker's share of the machine.</summary>
/// <param name="Sequences">Most sequences in work at once.</param>
/// <param name="Threads">Threads that share each step.</param>
/// <param name="CacheMemory">Most bytes that the keys and values of sequences in work may come to.</param>
/// <param name="PrefixMemory">Most bytes of those kept for sequences to come.</param>
internal sealed record WorkerShare(int Sequences, int Threads, long CacheMemory, long PrefixMemory);
