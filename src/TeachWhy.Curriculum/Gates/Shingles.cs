namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Numbers for runs of words (Karp and Rabin 1987): a polynomial over the words, of which every run is told from two of its
/// beginnings, whatever the run's length.
/// </summary>
internal static class Shingles
{
    private const ulong Base = 0xD6E8FEB86659FD93;
    private const int MostWords = 64;

    private static readonly ulong[] Powers = PowersOfBase();

    /// <summary>The number of a run of words; another order gives another number.</summary>
    public static ulong Of(ReadOnlySpan<ulong> words)
    {
        var sum = 0UL;
        foreach (var word in words)
        {
            sum = sum * Base + word;
        }

        return Mixed(sum);
    }

    /// <summary>The polynomial of each beginning of some words, the empty one first.</summary>
    public static ulong[] Beginnings(ReadOnlySpan<ulong> words)
    {
        var sums = new ulong[words.Length + 1];
        var sum = 0UL;
        for (var i = 0; i < words.Length; i++)
        {
            sum = sum * Base + words[i];
            sums[i + 1] = sum;
        }

        return sums;
    }

    /// <summary>The same with <see cref="WordSequence.Name"/> in place of names.</summary>
    public static ulong[] Beginnings(ReadOnlySpan<ulong> words, ReadOnlySpan<bool> isName)
    {
        var sums = new ulong[words.Length + 1];
        var sum = 0UL;
        for (var i = 0; i < words.Length; i++)
        {
            sum = sum * Base + (isName[i] ? WordSequence.Name : words[i]);
            sums[i + 1] = sum;
        }

        return sums;
    }

    /// <summary>The number of the run from a word on, at most 64 words long; equal to <see cref="Of(ReadOnlySpan{ulong})"/> of it.</summary>
    public static ulong Of(ReadOnlySpan<ulong> beginnings, int start, int length) => Mixed(beginnings[start + length] - beginnings[start] * Powers[length]);

    private static ulong Mixed(ulong sum) => (sum ^ sum >> 32) * Base;

    private static ulong[] PowersOfBase()
    {
        var powers = new ulong[MostWords + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * Base;
        }

        return powers;
    }
}
