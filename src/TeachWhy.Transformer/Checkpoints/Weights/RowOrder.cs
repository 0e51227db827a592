namespace TeachWhy.Transformer;

/// <summary>
/// The order of a projection's rows. Hugging Face turns channel i of a head together with channel i + size/2;
/// llama.cpp's Llama turns neighbours, so its rows of query and key take turns from a head's two halves.
/// </summary>
internal static class RowOrder
{
    /// <summary>llama.cpp's row for each of Hugging Face's.</summary>
    public static Func<long, long> Interleaved(int headSize) => row =>
    {
        var (head, within) = Math.DivRem(row, headSize);
        var (half, pair) = Math.DivRem(within, headSize / 2);
        return head * headSize + 2 * pair + half;
    };

    /// <summary>Hugging Face's row for each of llama.cpp's.</summary>
    public static Func<long, long> Halved(int headSize) => row =>
    {
        var (head, within) = Math.DivRem(row, headSize);
        var (pair, half) = Math.DivRem(within, 2);
        return head * headSize + half * (headSize / 2) + pair;
    };

    /// <summary>Reads numbers from the given one on, each row from where the order puts it.</summary>
    public static void Read(Func<long, long> order, long columns, long start, Span<float> destination, ReadStretch read)
    {
        while (destination.Length > 0)
        {
            var (row, column) = Math.DivRem(start, columns);
            var count = (int)Math.Min(destination.Length, columns - column);
            read(order(row) * columns + column, destination[..count]);
            start += count;
            destination = destination[count..];
        }
    }
}

/// <summary>Fills numbers from the given one on.</summary>
internal delegate void ReadStretch(long start, Span<float> numbers);
