using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TeachWhy.Curriculum.Gates;

/// <summary>The number of a word: four letters at a time, without case and apostrophes, mixed into 64 bits.</summary>
internal static class WordNumber
{
    private const ulong Seed = 0x9AE16A3B2F90404F;
    private const ulong Factor = 0xC2B2AE3D27D4EB4F;
    private const int LettersAtOnce = 4;
    private const int LetterBits = 16;

    // Set in every small letter and digit of ASCII; setting it makes a capital small.
    private const ulong Small = 0x0020_0020_0020_0020;
    private const ulong NotAscii = 0xFF80_FF80_FF80_FF80;

    /// <summary>The definition: letter by letter.</summary>
    public static ulong Of(ReadOnlySpan<char> word)
    {
        var (hash, letters, filled) = (Seed, 0UL, 0);
        foreach (var letter in word)
        {
            if (IsApostrophe(letter))
            {
                continue;
            }

            letters |= (ulong)Lower(letter) << filled * LetterBits;
            if (++filled == LettersAtOnce)
            {
                (hash, letters, filled) = (Taken(hash, letters), 0, 0);
            }
        }

        return Mixed(filled > 0 ? Taken(hash, letters) : hash);
    }

    /// <summary>The same of a word of letters and digits inside a text, faster where they are ASCII.</summary>
    public static ulong Of(ReadOnlySpan<char> text, int start, int length)
    {
        if (!BitConverter.IsLittleEndian || start + length + LettersAtOnce > text.Length)
        {
            return Of(text.Slice(start, length));
        }

        ref var at = ref Unsafe.As<char, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start));
        var hash = Seed;
        var left = length;
        for (; left > LettersAtOnce; left -= LettersAtOnce, at = ref Unsafe.Add(ref at, sizeof(ulong)))
        {
            var letters = Unsafe.ReadUnaligned<ulong>(ref at);
            if ((letters & NotAscii) != 0)
            {
                return Of(text.Slice(start, length));
            }

            hash = Taken(hash, letters | Small);
        }

        var kept = ulong.MaxValue >> (LettersAtOnce - left) * LetterBits;
        var last = Unsafe.ReadUnaligned<ulong>(ref at) & kept;
        return (last & NotAscii) != 0 ? Of(text.Slice(start, length)) : Mixed(Taken(hash, last | Small & kept));
    }

    public static bool IsApostrophe(char letter) => letter is '\'' or '\u2019';

    private static char Lower(char letter) => letter is >= 'A' and <= 'Z' ? (char)(letter | 0x20) : letter < 128 ? letter : char.ToLowerInvariant(letter);

    private static ulong Taken(ulong hash, ulong letters)
    {
        hash = (hash ^ letters) * Factor;
        return hash ^ hash >> 32;
    }

    private static ulong Mixed(ulong hash)
    {
        hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCD;
        return hash ^ hash >> 29;
    }
}
