using System.Runtime.ExceptionServices;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// Threads that share each step of a pass. The caller is the first of them; the others look out for the next step for a
/// moment, because it mostly comes within microseconds, and sleep when it does not.
/// </summary>
internal sealed class SamplingTeam : IDisposable
{
    // About a tenth of a millisecond of looking out.
    private const int Looks = 2000;

    private readonly object _door = new();
    private readonly Thread[] _helpers;
    private Action<int, int> _work = (_, _) => { };
    private Exception? _failure;
    private int _count;
    private int _taken;
    private int _step;
    private int _working;
    private int _sleeping;
    private bool _isOver;

    public SamplingTeam(int threads)
    {
        _helpers = [.. Enumerable.Range(1, threads - 1).Select(index => new Thread(() => Help(index)) { IsBackground = true, Name = $"sampling helper {index}" })];
        foreach (var helper in _helpers)
        {
            helper.Start();
        }
    }

    public int Threads => _helpers.Length + 1;

    /// <summary>Calls <paramref name="work"/> with a thread's number and each part's, and returns when all are done.</summary>
    public void Run(int parts, Action<int, int> work)
    {
        if (_helpers.Length == 0 || parts == 1)
        {
            for (var part = 0; part < parts; part++)
            {
                work(0, part);
            }
            return;
        }

        (_work, _count, _taken, _working) = (work, parts, -1, _helpers.Length);
        Interlocked.Increment(ref _step);
        if (Volatile.Read(ref _sleeping) > 0)
        {
            lock (_door)
            {
                Monitor.PulseAll(_door);
            }
        }
        TakeParts(0);
        var spinning = new SpinWait();
        while (Volatile.Read(ref _working) > 0)
        {
            spinning.SpinOnce(sleep1Threshold: -1);
        }
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        lock (_door)
        {
            _isOver = true;
            Interlocked.Increment(ref _step);
            Monitor.PulseAll(_door);
        }
        foreach (var helper in _helpers)
        {
            helper.Join();
        }
    }

    private void Help(int thread)
    {
        for (var step = 0; ; step++)
        {
            WaitFor(step + 1);
            if (_isOver)
            {
                return;
            }
            TakeParts(thread);
            Interlocked.Decrement(ref _working);
        }
    }

    private void WaitFor(int step)
    {
        for (var look = 0; look < Looks && Volatile.Read(ref _step) != step; look++)
        {
            Thread.SpinWait(10);
        }
        if (Volatile.Read(ref _step) == step)
        {
            return;
        }
        lock (_door)
        {
            Interlocked.Increment(ref _sleeping);
            while (Volatile.Read(ref _step) != step)
            {
                Monitor.Wait(_door);
            }
            Interlocked.Decrement(ref _sleeping);
        }
    }

    private void TakeParts(int thread)
    {
        try
        {
            for (var part = Interlocked.Increment(ref _taken); part < _count; part = Interlocked.Increment(ref _taken))
            {
                _work(thread, part);
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }
}
