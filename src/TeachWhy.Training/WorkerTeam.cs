using System.Runtime.ExceptionServices;

namespace TeachWhy.Training;

/// <summary>
/// A few threads that wait, work together on numbered items, and wait again. The caller is the first of them.
/// Each takes the next item when it is done with one, so that a thread whose core is busy elsewhere holds up nobody;
/// results stay the same as long as an item's result goes by its number and not by its thread.
/// They block rather than spin: a spinning thread steals the core from whoever has work.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Barrier? _begin;
    private readonly Barrier? _end;
    private readonly Exception?[] _failures;
    private Action<int, int> _work = (_, _) => { };
    private int _count;
    private int _taken;
    private bool _disposed;

    public WorkerTeam(int threads)
    {
        Threads = threads;
        _failures = new Exception?[threads];
        if (threads == 1)
        {
            return;
        }
        _begin = new Barrier(threads);
        _end = new Barrier(threads);
        for (var index = 1; index < threads; index++)
        {
            var worker = index;
            new Thread(() => Serve(worker)) { IsBackground = true, Name = $"training {worker}" }.Start();
        }
    }

    public int Threads { get; }

    /// <summary>Calls <paramref name="work"/> with a thread's number and each item's, and returns when all are done.</summary>
    public void Run(int count, Action<int, int> work)
    {
        (_work, _count, _taken) = (work, count, -1);
        _begin?.SignalAndWait();
        TakeItems(0);
        _end?.SignalAndWait();
        if (Array.Find(_failures, failure => failure is not null) is { } failure)
        {
            Array.Clear(_failures);
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;

        // Wakes the workers a last time; each then leaves. They let go of the barriers themselves.
        _begin?.SignalAndWait();
    }

    private void Serve(int worker)
    {
        while (true)
        {
            _begin!.SignalAndWait();
            if (_disposed)
            {
                return;
            }
            TakeItems(worker);
            _end!.SignalAndWait();
        }
    }

    private void TakeItems(int thread)
    {
        try
        {
            for (var item = Interlocked.Increment(ref _taken); item < _count; item = Interlocked.Increment(ref _taken))
            {
                _work(thread, item);
            }
        }
        catch (Exception failure)
        {
            // A failure on one thread must not leave the others waiting; Run throws it to the caller.
            _failures[thread] = failure;
        }
    }
}
