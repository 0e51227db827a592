namespace TeachWhy.Transformer.Sampling;

/// <summary>Jobs that wait, first come, first served, to whichever worker has a place.</summary>
/// <param name="limit">Most jobs that wait.</param>
/// <param name="workers">Who takes from it, each an even share of what there is to do.</param>
internal sealed class SampleQueue(int limit, int workers)
{
    private readonly object _door = new();
    private readonly LinkedList<SampleJob> _waiting = [];
    private int _taken;
    private bool _closed;

    public bool IsClosed => Volatile.Read(ref _closed);

    /// <exception cref="QueueFullException">Too many wait.</exception>
    public void Add(SampleJob job)
    {
        lock (_door)
        {
            if (_waiting.Count >= limit)
            {
                throw new QueueFullException(limit);
            }
            AddAll([job]);
        }
    }

    /// <summary>Adds jobs that one caller holds together; the limit is for those who come one by one.</summary>
    public void AddAll(IReadOnlyList<SampleJob> jobs)
    {
        lock (_door)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SamplingEngine));
            foreach (var job in jobs)
            {
                job.Place = _waiting.AddLast(job);
            }
            Monitor.PulseAll(_door);
        }
    }

    /// <summary>Gives up a waiting job's place.</summary>
    public void Remove(SampleJob job)
    {
        lock (_door)
        {
            if (job.Place is { } place)
            {
                _waiting.Remove(place);
                job.Place = null;
            }
        }
    }

    /// <summary>
    /// The next job for a worker that has so many running; null where it has its share. A worker without any waits
    /// for one, and gets null only when the queue is closed.
    /// </summary>
    public SampleJob? Take(int running)
    {
        lock (_door)
        {
            while (running == 0 && _waiting.Count == 0 && !_closed)
            {
                Monitor.Wait(_door);
            }
            var share = (_waiting.Count + _taken + workers - 1) / workers;
            if (running >= share || _waiting.First is not { } first)
            {
                return null;
            }
            _waiting.RemoveFirst();
            _taken++;
            first.Value.Place = null;
            return first.Value;
        }
    }

    /// <summary>A job that was taken is over.</summary>
    public void Return()
    {
        lock (_door)
        {
            _taken--;
        }
    }

    /// <summary>Refuses further jobs and cancels those that wait.</summary>
    public void Close()
    {
        SampleJob[] left;
        lock (_door)
        {
            _closed = true;
            left = [.. _waiting];
            _waiting.Clear();
            Monitor.PulseAll(_door);
        }
        foreach (var job in left)
        {
            job.Cancel(CancellationToken.None);
        }
    }
}
