using System.Buffers.Binary;

namespace TeachWhy.Simulation;

/// <summary>Reads what zstd compressed, which the platform does not: Inspect packs its archives so. No dictionaries, nothing is written.</summary>
/// <remarks>Source: RFC 8878. Checksums of frames are passed over: a ZIP member has its own.</remarks>
internal static class ZstandardText
{
    private const uint FrameMagic = 0xFD2FB528;
    private const uint SkippedMagic = 0x184D2A50;

    /// <summary>Decompresses frames, one after the other, into an output that they fill.</summary>
    /// <exception cref="InvalidDataException">What is wrong, in words.</exception>
    public static void Decode(ReadOnlySpan<byte> text, Span<byte> output)
    {
        try
        {
            while (text.Length > 0)
            {
                var magic = BinaryPrimitives.ReadUInt32LittleEndian(text);
                if ((magic & 0xFFFFFFF0) == SkippedMagic)
                {
                    text = text[checked(8 + (int)BinaryPrimitives.ReadUInt32LittleEndian(text[4..]))..];
                    continue;
                }

                if (magic != FrameMagic)
                {
                    throw new InvalidDataException("its data are not zstd's");
                }

                text = text[4..];
                output = output[Frame(ref text, output)..];
            }
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("its zstd data are damaged", exception);
        }

        if (output.Length > 0)
        {
            throw new InvalidDataException("its zstd data hold less than they say");
        }
    }

    private static int Frame(ref ReadOnlySpan<byte> text, Span<byte> output)
    {
        var hasChecksum = Header(ref text);
        var block = new ZstandardBlock();
        var done = 0;
        for (var last = false; !last;)
        {
            var header = text[0] | (text[1] << 8) | (text[2] << 16);
            var (kind, size) = ((header >> 1) & 3, header >> 3);
            last = (header & 1) != 0;
            text = text[3..];
            switch (kind)
            {
                case 0:
                    text[..size].CopyTo(output[done..]);
                    done += size;
                    break;
                case 1:
                    output.Slice(done, size).Fill(text[0]);
                    done += size;
                    size = 1;
                    break;
                case 2:
                    block.Decode(text[..size], output, ref done);
                    break;
                default:
                    throw new InvalidDataException("its zstd data have a block of no known kind");
            }

            text = text[size..];
        }

        text = hasChecksum ? text[4..] : text;
        return done;
    }

    private static bool Header(ref ReadOnlySpan<byte> text)
    {
        var facts = text[0];
        var isSingle = (facts & 0x20) != 0;
        var dictionary = (facts & 3) switch { 3 => 4, var bytes => bytes };
        var length = (facts >> 6) switch { 0 => isSingle ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        var place = 1 + (isSingle ? 0 : 1);
        if (text.Slice(place, dictionary).ContainsAnyExcept((byte)0))
        {
            throw new InvalidDataException("its zstd data need a dictionary, which logs do not have");
        }

        text = text[(place + dictionary + length)..];
        return (facts & 4) != 0;
    }
}
