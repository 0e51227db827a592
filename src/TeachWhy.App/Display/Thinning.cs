namespace TeachWhy.App.Display;

/// <summary>Lets each kind of progress through every few seconds, and everything else always.</summary>
internal sealed class Thinning(TimeProvider time, TimeSpan every)
{
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <param name="kind">The kind of progress it is; null for what is no progress.</param>
    public bool LetsThrough(string? kind)
    {
        if (kind is null)
        {
            return true;
        }

        if (_last.TryGetValue(kind, out var last) && time.GetElapsedTime(last) < every)
        {
            return false;
        }

        _last[kind] = time.GetTimestamp();
        return true;
    }
}
