using System.Runtime.ExceptionServices;

namespace TeachWhy.Training;

/// <summary>
/// A few threads that wait, work together on one thing, and wait again. The caller is the first of them.
/// They block rather than spin: a spinning thread steals the core from whoever has work.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Barrier? _begin;
    private readonly Barrier? _end;
    private readonly Exception?[] _failures;
    private Action<int> _work = _ => { };
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

    /// <summary>Calls <paramref name="work"/> once per thread with the thread's number, and returns when all are done.</summary>
    public void Run(Action<int> work)
    {
        _work = work;
        _begin?.SignalAndWait();
        Attempt(0);
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
            Attempt(worker);
            _end!.SignalAndWait();
        }
    }

    private void Attempt(int worker)
    {
        try
        {
            _work(worker);
        }
        catch (Exception failure)
        {
            // A failure on one thread must not leave the others waiting; Run throws it to the caller.
            _failures[worker] = failure;
        }
    }
}
