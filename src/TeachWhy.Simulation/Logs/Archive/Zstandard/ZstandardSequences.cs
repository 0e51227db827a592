namespace TeachWhy.Simulation;

/// <summary>Decodes the sequences of blocks: so many literals, then so many bytes from so far back.</summary>
/// <remarks>Source: RFC 8878, sections 3.1.1.3.2 and 3.1.1.5. What earlier blocks of the frame set is kept.</remarks>
internal sealed class ZstandardSequences
{
    private const int MostOffsetCode = 30;

    private static readonly EntropyTable UsualLiteralLengths = EntropyTable.Of(
        [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1], 6);

    private static readonly EntropyTable UsualMatchLengths = EntropyTable.Of(
        [1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1], 6);

    private static readonly EntropyTable UsualOffsets = EntropyTable.Of(
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5);

    private static readonly (int Base, byte Bits)[] LiteralLengths = Codes(16, 0, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    private static readonly (int Base, byte Bits)[] MatchLengths = Codes(32, 3, [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

    private readonly int[] _recent = [1, 4, 8];
    private EntropyTable? _literalLengths;
    private EntropyTable? _offsets;
    private EntropyTable? _matchLengths;

    public void Decode(ReadOnlySpan<byte> text, ReadOnlySpan<byte> literals, Span<byte> output, ref int done)
    {
        var count = Count(ref text);
        if (count > 0)
        {
            var modes = text[0];
            text = text[1..];
            _literalLengths = Table(modes >> 6, ref text, _literalLengths, UsualLiteralLengths, 9);
            _offsets = Table((modes >> 4) & 3, ref text, _offsets, UsualOffsets, 8);
            _matchLengths = Table((modes >> 2) & 3, ref text, _matchLengths, UsualMatchLengths, 9);
            Copy(count, text, ref literals, output, ref done);
        }

        literals.CopyTo(output[done..]);
        done += literals.Length;
    }

    private void Copy(int count, ReadOnlySpan<byte> text, ref ReadOnlySpan<byte> literals, Span<byte> output, ref int done)
    {
        var bits = new BackwardBits(text);
        var (lengths, offsets, matches) = (_literalLengths!, _offsets!, _matchLengths!);
        var (length, offset, match) = ((int)bits.Take(lengths.Accuracy), (int)bits.Take(offsets.Accuracy), (int)bits.Take(matches.Accuracy));
        for (var sequence = 0; sequence < count; sequence++)
        {
            var (lengthState, offsetState, matchState) = (lengths.States[length], offsets.States[offset], matches.States[match]);
            Require(offsetState.Symbol <= MostOffsetCode);
            var value = (1 << offsetState.Symbol) + (int)bits.Take(offsetState.Symbol);
            var (matchBase, matchBits) = MatchLengths[matchState.Symbol];
            var matchLength = matchBase + (int)bits.Take(matchBits);
            var (literalBase, literalBits) = LiteralLengths[lengthState.Symbol];
            var literalLength = literalBase + (int)bits.Take(literalBits);

            literals[..literalLength].CopyTo(output[done..]);
            literals = literals[literalLength..];
            done += literalLength;
            Repeat(output, ref done, Distance(value, literalLength), matchLength);
            if (sequence < count - 1)
            {
                length = lengthState.Base + (int)bits.Take(lengthState.Bits);
                match = matchState.Base + (int)bits.Take(matchState.Bits);
                offset = offsetState.Base + (int)bits.Take(offsetState.Bits);
            }
        }

        Require(bits.Left == 0);
    }

    // The copy may run into what it writes: that is how a pattern repeats.
    private static void Repeat(Span<byte> output, ref int done, int distance, int length)
    {
        Require(distance > 0 && distance <= done && length <= output.Length - done);
        if (distance >= length)
        {
            output.Slice(done - distance, length).CopyTo(output[done..]);
        }
        else
        {
            for (var i = 0; i < length; i++)
            {
                output[done + i] = output[done + i - distance];
            }
        }

        done += length;
    }

    // The values 1 to 3 mean distances used before; without literals they mean one further.
    private int Distance(int value, int literals)
    {
        if (value > 3)
        {
            (_recent[0], _recent[1], _recent[2]) = (value - 3, _recent[0], _recent[1]);
            return _recent[0];
        }

        var which = value - 1 + (literals == 0 ? 1 : 0);
        var distance = which < 3 ? _recent[which] : _recent[0] - 1;
        if (which >= 2)
        {
            _recent[2] = _recent[1];
        }

        if (which >= 1)
        {
            (_recent[0], _recent[1]) = (distance, _recent[0]);
        }

        return distance;
    }

    private static int Count(ref ReadOnlySpan<byte> text)
    {
        var (count, header) = text[0] switch
        {
            < 128 => (text[0], 1),
            255 => (text[1] + (text[2] << 8) + 0x7F00, 3),
            _ => (((text[0] - 128) << 8) + text[1], 2),
        };
        text = text[header..];
        return count;
    }

    private static EntropyTable Table(int mode, ref ReadOnlySpan<byte> text, EntropyTable? before, EntropyTable usual, int most)
    {
        switch (mode)
        {
            case 0:
                return usual;
            case 1:
                var symbol = text[0];
                text = text[1..];
                return EntropyTable.Always(symbol);
            case 2:
                var table = EntropyTable.Read(text, most, out var used);
                text = text[used..];
                return table;
            default:
                return before ?? throw new InvalidDataException("its zstd data use a table that they never gave");
        }
    }

    // First codes that are their own number, then ranges, one after the other.
    private static (int, byte)[] Codes(int plain, int first, ReadOnlySpan<byte> bits)
    {
        var codes = new (int, byte)[plain + bits.Length];
        var next = first;
        for (var code = 0; code < codes.Length; code++)
        {
            var extra = code < plain ? (byte)0 : bits[code - plain];
            codes[code] = (next, extra);
            next += 1 << extra;
        }

        return codes;
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("its zstd data copy from where nothing is");
        }
    }
}
