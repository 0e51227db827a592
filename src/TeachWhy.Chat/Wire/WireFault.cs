namespace TeachWhy.Chat;

/// <summary>
/// What went wrong on the wire first while a provider is asked once. A client may meet the same fault and, in giving up, fail
/// anew: what it makes of it says less than what was seen here.
/// </summary>
internal sealed class WireFault
{
    // Follows the request through whichever client makes it, down to the handler.
    private static readonly AsyncLocal<WireFault?> Followed = new();

    private AttemptFailedException? _first;

    /// <summary>The attempt that this code is part of; null outside of any.</summary>
    public static WireFault? Current => Followed.Value;

    /// <summary>Null where the wire saw none.</summary>
    public AttemptFailedException? First => Volatile.Read(ref _first);

    /// <summary>Begins an attempt; it ends with the method that began it.</summary>
    public static WireFault Begin() => Followed.Value = new WireFault();

    /// <summary>Remembers a fault, if it is the first, and gives it back to be thrown.</summary>
    public AttemptFailedException Saw(AttemptFailedException fault) => Interlocked.CompareExchange(ref _first, fault, null) ?? fault;
}
