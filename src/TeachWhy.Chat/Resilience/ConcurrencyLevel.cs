namespace TeachWhy.Chat;

/// <summary>
/// How many requests a provider has at the same time. It grows while all goes well (by one for each reply at first, so that it
/// doubles in the time a reply takes; after the first strain by one in that time), and is halved when the provider says that
/// it is too much: once for all requests that were on their way then. What was too much last is tried again only after a while.
/// Who waits longest goes first.
/// </summary>
public sealed class ConcurrencyLevel
{
    // How much slower than all other levels the one is tried again that was too much last.
    private const int Wariness = 8;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly LinkedList<Place> _waiting = [];
    private readonly int _ceiling;
    private double _level;
    private double _slowFrom;
    private int _tooMuch;
    private int _running;
    private int _bursts;
    private DateTimeOffset _pausedUntil;
    private ITimer? _wake;

    public ConcurrencyLevel(ConcurrencyOptions options, TimeProvider time)
    {
        (_time, _ceiling) = (time, Math.Max(1, options.Ceiling));
        (_level, _slowFrom) = (Math.Clamp(options.Start, 1, _ceiling), _ceiling);
    }

    /// <summary>Most requests at the same time, as of now.</summary>
    public int Level => (int)_level;

    /// <summary>Requests that the provider has.</summary>
    public int Running => _running;

    /// <summary>Requests that wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Waits for a turn, which ends with <see cref="Turn.Dispose"/>.</summary>
    public Task<Turn> EnterAsync(CancellationToken cancellation)
    {
        LinkedListNode<Place> place;
        lock (_lock)
        {
            if (_waiting.Count == 0 && HasRoom())
            {
                return Task.FromResult(Begin());
            }

            place = _waiting.AddLast(new Place());
            WakeAfterPause();
        }

        place.Value.Leaving = cancellation.UnsafeRegister(_ => Leave(place, cancellation), null);
        if (place.Value.Task.IsCompleted)
        {
            place.Value.Leaving.Unregister();
        }

        return place.Value.Task;
    }

    private bool HasRoom() => _running < (int)_level && _time.GetUtcNow() >= _pausedUntil;

    private Turn Begin()
    {
        _running++;
        return new Turn(this, _bursts);
    }

    private void Leave(LinkedListNode<Place> place, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (place.Value.TrySetCanceled(cancellation))
            {
                _waiting.Remove(place);
            }
        }
    }

    /// <summary>Lets in whom there is room for; the lock is held.</summary>
    private void LetIn()
    {
        while (_waiting.First is { } first && HasRoom())
        {
            _waiting.RemoveFirst();
            first.Value.SetResult(Begin());
            first.Value.Leaving.Unregister();
        }

        WakeAfterPause();
    }

    private void WakeAfterPause()
    {
        if (_wake is not null || _waiting.Count == 0 || _pausedUntil - _time.GetUtcNow() is not { Ticks: > 0 } left)
        {
            return;
        }

        _wake = _time.CreateTimer(
            _ =>
            {
                lock (_lock)
                {
                    _wake?.Dispose();
                    _wake = null;
                    LetIn();
                }
            },
            null, left, Timeout.InfiniteTimeSpan);
    }

    private void Grow()
    {
        // A level that is not used says nothing of a higher one.
        if (_running >= (int)_level)
        {
            var step = _level < _slowFrom ? 1 : (int)_level + 1 == _tooMuch ? 1 / (_level * Wariness) : 1 / _level;
            _level = Math.Min(_ceiling, _level + step);
        }
    }

    private void Shrink(int burst, TimeSpan? pause)
    {
        if (burst == _bursts)
        {
            _bursts++;
            _tooMuch = (int)_level;
            _level = Math.Max(1, _level / 2);
            _slowFrom = _level;
        }

        if (pause is { Ticks: > 0 } wait && _time.GetUtcNow() + wait is var until && until > _pausedUntil)
        {
            _pausedUntil = until;
            _wake?.Dispose();
            _wake = null;
        }
    }

    /// <summary>A request that waits for its turn.</summary>
    private sealed class Place() : TaskCompletionSource<Turn>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CancellationTokenRegistration Leaving { get; set; }
    }

    /// <summary>A request's turn at the provider.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly ConcurrencyLevel _level;
        private readonly int _burst;
        private bool _over;

        internal Turn(ConcurrencyLevel level, int burst) => (_level, _burst) = (level, burst);

        /// <summary>The provider has answered.</summary>
        public void Succeeded() => End(_level.Grow);

        /// <summary>The provider was asked for more than it can do.</summary>
        /// <param name="pause">How long it asks to be left alone by all; null where it does not say.</param>
        public void Strained(TimeSpan? pause) => End(() => _level.Shrink(_burst, pause));

        /// <summary>Ends the turn without saying how it went, where that was not said.</summary>
        public void Dispose() => End(() => { });

        private void End(Action learn)
        {
            lock (_level._lock)
            {
                if (_over)
                {
                    return;
                }

                _over = true;
                learn();
                _level._running--;
                _level.LetIn();
            }
        }
    }
}
