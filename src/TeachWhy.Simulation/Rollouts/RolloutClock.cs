namespace TeachWhy.Simulation;

/// <summary>The time that one rollout may take, waiting for the provider included.</summary>
internal sealed class RolloutClock : IDisposable
{
    // Beyond this no timer can be set, and no rollout lasts.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource? _over;
    private readonly CancellationTokenSource? _either;

    public RolloutClock(TimeSpan? limit, TimeProvider time, CancellationToken stop)
    {
        _stop = stop;
        if (limit is { } most && most < Longest)
        {
            _over = new CancellationTokenSource(most > TimeSpan.Zero ? most : TimeSpan.Zero, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, stop);
        }
    }

    /// <summary>Ends a request when the time is over or the user stops.</summary>
    public CancellationToken Token => _either?.Token ?? _stop;

    /// <summary>The time is over, and it was not the user who stopped.</summary>
    public bool IsOver => _over is { IsCancellationRequested: true } && !_stop.IsCancellationRequested;

    public void Dispose()
    {
        _either?.Dispose();
        _over?.Dispose();
    }
}
