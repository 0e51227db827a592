using System.Numerics;

namespace TeachWhy.Simulation;

/// <summary>A prefix code over bytes, looked up by its longest length.</summary>
/// <remarks>Source: RFC 8878, section 4.2.</remarks>
internal sealed class HuffmanTable
{
    private const int LongestCode = 11;
    private const int WeightAccuracy = 6;

    private readonly (byte Symbol, byte Bits)[] _entries;
    private readonly int _bits;

    private HuffmanTable(ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        foreach (var weight in weights)
        {
            Require(weight <= LongestCode);
            sum += weight > 0 ? 1 << (weight - 1) : 0;
        }

        // The last symbol's weight is whatever fills the code up.
        Require(sum > 0);
        _bits = BitOperations.Log2((uint)sum) + 1;
        var rest = (1 << _bits) - sum;
        Require(_bits <= LongestCode && BitOperations.IsPow2(rest));
        Span<byte> all = [.. weights, (byte)(BitOperations.Log2((uint)rest) + 1)];

        _entries = new (byte, byte)[1 << _bits];
        var place = 0;
        for (var weight = 1; weight <= _bits; weight++)
        {
            for (var symbol = 0; symbol < all.Length; symbol++)
            {
                if (all[symbol] == weight)
                {
                    var count = 1 << (weight - 1);
                    _entries.AsSpan(place, count).Fill(((byte)symbol, (byte)(_bits + 1 - weight)));
                    place += count;
                }
            }
        }
    }

    /// <summary>Reads a table's description.</summary>
    /// <param name="used">How many bytes it has.</param>
    public static HuffmanTable Read(ReadOnlySpan<byte> text, out int used)
    {
        var length = text[0];
        if (length < 128)
        {
            used = 1 + length;
            return new(PackedWeights(text.Slice(1, length)));
        }

        var weights = new byte[length - 127];
        for (var i = 0; i < weights.Length; i++)
        {
            var pair = text[1 + (i / 2)];
            weights[i] = (byte)(i % 2 == 0 ? pair >> 4 : pair & 15);
        }

        used = 1 + ((weights.Length + 1) / 2);
        return new(weights);
    }

    /// <summary>Decodes one stream of symbols, which fills the output.</summary>
    public void Decode(ReadOnlySpan<byte> stream, Span<byte> output)
    {
        var bits = new BackwardBits(stream);
        foreach (ref var letter in output)
        {
            var (symbol, length) = _entries[bits.Peek(_bits)];
            letter = symbol;
            bits.Skip(length);
        }

        Require(bits.Left == 0);
    }

    // Two states take turns; each symbol is read before the bits for the next state are seen to be there.
    private static byte[] PackedWeights(ReadOnlySpan<byte> text)
    {
        var table = EntropyTable.Read(text, WeightAccuracy, out var used);
        var bits = new BackwardBits(text[used..]);
        var weights = new List<byte>();
        var (state, other) = ((int)bits.Take(table.Accuracy), (int)bits.Take(table.Accuracy));
        while (true)
        {
            Require(weights.Count < 255);
            var entry = table.States[state];
            weights.Add(entry.Symbol);
            state = entry.Base + (int)bits.Take(entry.Bits);
            if (bits.Left < 0)
            {
                weights.Add(table.States[other].Symbol);
                return [.. weights];
            }

            (state, other) = (other, state);
        }
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("its zstd data have a damaged code");
        }
    }
}
