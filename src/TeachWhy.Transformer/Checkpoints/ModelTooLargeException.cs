namespace TeachWhy.Transformer;

/// <summary>A model needs more memory than there is. Thrown before any of it is taken.</summary>
public sealed class ModelTooLargeException : Exception
{
    /// <param name="what">What needs the memory, as the beginning of a sentence.</param>
    /// <param name="needed">Bytes it needs.</param>
    /// <param name="available">Bytes that are there.</param>
    public ModelTooLargeException(string what, long needed, long available)
        : base($"{what} needs {InWords(needed)} of memory, and {InWords(available)} are there.")
    {
        Needed = needed;
        Available = available;
    }

    /// <summary>Bytes.</summary>
    public long Needed { get; }

    /// <summary>Bytes.</summary>
    public long Available { get; }

    internal static string InWords(long bytes) => bytes switch
    {
        >= 1_000_000_000 => $"{bytes / 1e9:0.0} GB",
        >= 1_000_000 => $"{bytes / 1e6:0.0} MB",
        _ => $"{bytes} bytes",
    };
}
