namespace TeachWhy.Chat;

/// <summary>Where replies are kept, so that the same request is not paid for twice.</summary>
/// <param name="Folder">Its full path.</param>
public sealed record CacheOptions(string Folder)
{
    /// <summary>
    /// Part of every key. With one, requests at any temperature are kept; without one only those at temperature 0 and those with
    /// a seed of their own, for a reply that was drawn once must not stand for another draw.
    /// </summary>
    public string? Salt { get; init; }

    /// <summary>Most bytes in the folder; the oldest replies go first.</summary>
    public long MostBytes { get; init; } = 2L << 30;
}
