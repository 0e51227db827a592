namespace TeachWhy.Simulation;

/// <summary>Decodes the compressed blocks of one frame: literals, and sequences that say where to copy from.</summary>
/// <remarks>Source: RFC 8878, section 3.1.1.3.</remarks>
internal sealed class ZstandardBlock
{
    private const int MostLiterals = 1 << 17;

    private readonly byte[] _literals = new byte[MostLiterals];
    private readonly ZstandardSequences _sequences = new();
    private HuffmanTable? _huffman;

    /// <param name="output">What the frame has so far, and room after it.</param>
    /// <param name="done">How much of the output the frame has filled.</param>
    public void Decode(ReadOnlySpan<byte> block, Span<byte> output, ref int done)
    {
        var literals = Literals(ref block);
        _sequences.Decode(block, literals, output, ref done);
    }

    private ReadOnlySpan<byte> Literals(ref ReadOnlySpan<byte> block)
    {
        var (kind, format) = (block[0] & 3, (block[0] >> 2) & 3);
        return kind < 2 ? PlainLiterals(ref block, kind, format) : PackedLiterals(ref block, kind, format);
    }

    private ReadOnlySpan<byte> PlainLiterals(ref ReadOnlySpan<byte> block, int kind, int format)
    {
        var (header, size) = format switch
        {
            1 => (2, (block[0] >> 4) | (block[1] << 4)),
            3 => (3, (block[0] >> 4) | (block[1] << 4) | (block[2] << 12)),
            _ => (1, block[0] >> 3),
        };
        var literals = _literals.AsSpan(0, size);
        if (kind == 0)
        {
            block.Slice(header, size).CopyTo(literals);
            block = block[(header + size)..];
        }
        else
        {
            literals.Fill(block[header]);
            block = block[(header + 1)..];
        }

        return literals;
    }

    private ReadOnlySpan<byte> PackedLiterals(ref ReadOnlySpan<byte> block, int kind, int format)
    {
        var (header, bits) = format switch { 2 => (4, 14), 3 => (5, 18), _ => (3, 10) };
        var facts = 0L;
        for (var i = header - 1; i >= 0; i--)
        {
            facts = (facts << 8) | block[i];
        }

        var mask = (1 << bits) - 1;
        var (size, packed) = ((int)(facts >> 4) & mask, (int)(facts >> (4 + bits)) & mask);
        var streams = block.Slice(header, packed);
        block = block[(header + packed)..];
        if (kind == 2)
        {
            _huffman = HuffmanTable.Read(streams, out var used);
            streams = streams[used..];
        }

        var table = _huffman ?? throw new InvalidDataException("its zstd data use a code that they never gave");
        var literals = _literals.AsSpan(0, size);
        if (format == 0)
        {
            table.Decode(streams, literals);
            return literals;
        }

        var quarter = (size + 3) / 4;
        var start = 6;
        for (var stream = 0; stream < 4; stream++)
        {
            var length = stream < 3 ? streams[stream * 2] | (streams[(stream * 2) + 1] << 8) : streams.Length - start;
            table.Decode(streams.Slice(start, length), stream < 3 ? literals.Slice(stream * quarter, quarter) : literals[(3 * quarter)..]);
            start += length;
        }

        return literals;
    }
}
