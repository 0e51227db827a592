using System.Numerics;

namespace TeachWhy.Simulation;

/// <summary>A table of finite-state entropy: which symbol a state stands for, and how the next state is found.</summary>
/// <param name="Accuracy">Bits of a state.</param>
/// <remarks>Source: RFC 8878, section 4.1.</remarks>
internal sealed record EntropyTable(int Accuracy, IReadOnlyList<EntropyTable.State> States)
{
    private const int MostSymbols = 256;

    /// <param name="Bits">How many bits to add to <paramref name="Base"/> for the next state.</param>
    public readonly record struct State(byte Symbol, byte Bits, ushort Base);

    /// <summary>A table that knows one symbol.</summary>
    public static EntropyTable Always(byte symbol) => new(0, [new State(symbol, 0, 0)]);

    /// <summary>A table from how often each symbol stands in it; -1 for one that is rarer than one state.</summary>
    public static EntropyTable Of(ReadOnlySpan<short> counts, int accuracy)
    {
        var size = 1 << accuracy;
        var (symbols, next) = (new byte[size], new ushort[counts.Length]);
        var high = size;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] == -1)
            {
                symbols[--high] = (byte)symbol;
                next[symbol] = 1;
            }
        }

        var (step, place) = ((size >> 1) + (size >> 3) + 3, 0);
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] <= 0)
            {
                continue;
            }

            next[symbol] = (ushort)counts[symbol];
            for (var i = 0; i < counts[symbol]; i++)
            {
                symbols[place] = (byte)symbol;
                do
                {
                    place = (place + step) & (size - 1);
                }
                while (place >= high);
            }
        }

        var states = new State[size];
        for (var state = 0; state < size; state++)
        {
            var number = next[symbols[state]]++;
            var bits = accuracy - BitOperations.Log2(number);
            states[state] = new State(symbols[state], (byte)bits, (ushort)((number << bits) - size));
        }

        return new(accuracy, states);
    }

    /// <summary>Reads a table's description.</summary>
    /// <param name="most">The largest accuracy allowed.</param>
    /// <param name="used">How many bytes the description has.</param>
    public static EntropyTable Read(ReadOnlySpan<byte> text, int most, out int used)
    {
        var place = 0;
        var accuracy = Take(text, ref place, 4) + 5;
        Require(accuracy <= most);
        Span<short> counts = stackalloc short[MostSymbols];
        var (symbol, left) = (0, 1 << accuracy);
        while (left > 0)
        {
            Require(symbol < MostSymbols);
            var count = TakeCount(text, ref place, left);
            left -= Math.Abs(count);
            counts[symbol++] = (short)count;
            for (var more = count == 0; more;)
            {
                var zeros = Take(text, ref place, 2);
                symbol += zeros;
                more = zeros == 3;
            }
        }

        Require(left == 0 && symbol <= MostSymbols);
        used = (place + 7) / 8;
        return Of(counts[..symbol], accuracy);
    }

    // A number from -1 to what is left, in as few bits as that allows.
    private static int TakeCount(ReadOnlySpan<byte> text, ref int place, int left)
    {
        var bits = BitOperations.Log2((uint)left + 1) + 1;
        var value = Take(text, ref place, bits);
        var (low, threshold) = ((1 << (bits - 1)) - 1, (1 << bits) - 1 - (left + 1));
        if ((value & low) < threshold)
        {
            place--;
            return (value & low) - 1;
        }

        return (value > low ? value - threshold : value) - 1;
    }

    private static int Take(ReadOnlySpan<byte> text, ref int place, int count)
    {
        var value = 0;
        for (var bit = 0; bit < count; bit++, place++)
        {
            // One bit may be looked at beyond the end, and given back.
            var letter = place >> 3 < text.Length ? text[place >> 3] : (byte)0;
            Require(place >> 3 <= text.Length);
            value |= ((letter >> (place & 7)) & 1) << bit;
        }

        return value;
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("its zstd data have a damaged table");
        }
    }
}
