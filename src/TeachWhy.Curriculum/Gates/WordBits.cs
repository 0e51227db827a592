using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TeachWhy.Curriculum.Gates;

/// <summary>Which characters of a text are letters or digits: one bit each, 64 characters a number.</summary>
internal static class WordBits
{
    private const int Block = 64;

    /// <summary>Numbers that a text needs.</summary>
    public static int LengthFor(int characters) => (characters + Block - 1) / Block;

    /// <summary>Fills the bits of a text.</summary>
    /// <returns>How many runs of letters and digits there are.</returns>
    public static int Fill(ReadOnlySpan<char> text, Span<ulong> bits)
    {
        var (runs, before) = (0, 0UL);
        for (var i = 0; i < bits.Length; i++)
        {
            var block = text.Slice(i * Block, Math.Min(Block, text.Length - i * Block));
            var word = block.Length == Block ? OfBlock(block) : OfRest(block);
            bits[i] = word;
            runs += BitOperations.PopCount(word & ~(word << 1 | before));
            before = word >> Block - 1;
        }

        return runs;
    }

    /// <summary>The first letter or digit from a character on; the text's length where there is none.</summary>
    public static int Next(ReadOnlySpan<ulong> bits, int from, int length)
    {
        var block = from / Block;
        if (block >= bits.Length)
        {
            return length;
        }

        for (var word = bits[block] & ulong.MaxValue << from; ; word = bits[block])
        {
            if (word != 0)
            {
                return block * Block + BitOperations.TrailingZeroCount(word);
            }

            if (++block == bits.Length)
            {
                return length;
            }
        }
    }

    /// <summary>The first character from one on that is neither letter nor digit; the text's length where there is none.</summary>
    public static int End(ReadOnlySpan<ulong> bits, int from, int length)
    {
        var block = from / Block;
        for (var other = ~bits[block] & ulong.MaxValue << from; ; other = ~bits[block])
        {
            if (other != 0)
            {
                return Math.Min(length, block * Block + BitOperations.TrailingZeroCount(other));
            }

            if (++block == bits.Length)
            {
                return length;
            }
        }
    }

    /// <summary>The definition.</summary>
    public static bool IsWord(char letter) => letter < 128 ? char.IsAsciiLetterOrDigit(letter) : char.IsLetterOrDigit(letter);

    private static ulong OfRest(ReadOnlySpan<char> text)
    {
        var word = 0UL;
        for (var i = 0; i < text.Length; i++)
        {
            word |= IsWord(text[i]) ? 1UL << i : 0;
        }

        return word;
    }

    private static ulong OfBlock(ReadOnlySpan<char> block)
    {
        var letters = MemoryMarshal.Cast<char, ushort>(block);
        var (word, beyond) = (0UL, Vector256<ushort>.Zero);
        for (var i = 0; i < Block; i += Vector256<ushort>.Count)
        {
            var some = Vector256.Create(letters[i..]);
            beyond |= some;
            var isLetter = Vector256.LessThan((some | Vector256.Create((ushort)0x20)) - Vector256.Create((ushort)'a'), Vector256.Create((ushort)26));
            var isDigit = Vector256.LessThan(some - Vector256.Create((ushort)'0'), Vector256.Create((ushort)10));
            word |= (ulong)(isLetter | isDigit).ExtractMostSignificantBits() << i;
        }

        return Vector256.LessThan(beyond, Vector256.Create((ushort)128)) == Vector256<ushort>.AllBitsSet ? word : OfRest(block);
    }
}
