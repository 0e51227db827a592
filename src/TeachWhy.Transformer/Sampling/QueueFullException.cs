namespace TeachWhy.Transformer;

/// <summary>As many requests wait as may wait; try again later.</summary>
/// <param name="limit">Requests that may wait.</param>
public sealed class QueueFullException(int limit) : Exception($"{limit} requests wait already, and no more may.")
{
    /// <summary>Requests that may wait.</summary>
    public int Limit { get; } = limit;
}
