using System.IO.Compression;

namespace TeachWhy.Simulation;

/// <summary>A piece of text, compressed so that pieces can be put one after the other into one deflate stream.</summary>
/// <remarks>What all rollouts of a scenario share is compressed once, and well; joining it to a sample is then a copy.</remarks>
/// <param name="Bytes">Whole deflate blocks, none of them the last, ending on a byte.</param>
/// <param name="Checksum">CRC-32 of the text.</param>
/// <param name="Length">The text's length in bytes.</param>
internal sealed record DeflatedText(ReadOnlyMemory<byte> Bytes, uint Checksum, long Length)
{
    private const int MostStored = 65535;

    /// <summary>The block that ends a stream: empty, and marked as the last.</summary>
    public static ReadOnlySpan<byte> End => [0x03, 0x00];

    public static DeflatedText Of(ReadOnlySpan<byte> text, CompressionLevel level)
    {
        using var bytes = new MemoryStream((text.Length / 3) + 64);
        using var deflate = new DeflateStream(bytes, level, leaveOpen: true);
        deflate.Write(text);

        // Flushing ends the block on a byte; what closing adds would end the stream and is left behind.
        deflate.Flush();
        return new(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), Crc32.Of(text), text.Length);
    }

    /// <summary>A few letters as they are.</summary>
    public static DeflatedText Stored(ReadOnlySpan<byte> text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MostStored);
        var (low, high) = ((byte)text.Length, (byte)(text.Length >> 8));
        return new((byte[])[0, low, high, (byte)~low, (byte)~high, .. text], Crc32.Of(text), text.Length);
    }
}
