using System.Numerics;
using System.Runtime.CompilerServices;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// What is kept of a text to tell how many runs of five words it shares with another: MinHash in one permutation (Li, Owen and
/// Zhang 2012) with empty bins filled from their neighbours (Shrivastava and Li 2014), one bit of each of 256 bins (Li and König
/// 2010). Two texts of similarity J agree in (1 + J) / 2 of the bits, so the estimate's standard error is at most
/// <c>2 √(p(1−p)/256)</c>: .045 at J = .7, .06 for texts with nothing in common.
/// </summary>
public sealed class MinHash
{
    /// <summary>Words of a run.</summary>
    public const int Run = 5;

    /// <summary>Bins, and bits that are kept.</summary>
    public const int Bins = 256;

    /// <summary>How many keys a text is found again by: it shares each with another with probability J⁴.</summary>
    public const int Bands = 12;

    private const int Rows = 4;
    private const int BinBits = 8;

    private MinHash(Bits256 bits, uint[] keys) => (Bits, Keys) = (bits, keys);

    internal Bits256 Bits { get; }

    /// <summary>A number for every band.</summary>
    internal uint[] Keys { get; }

    /// <summary>The estimated Jaccard similarity of the runs of two texts.</summary>
    public static double Similarity(MinHash left, MinHash right) => left.Bits.Similarity(right.Bits);

    /// <summary>What is kept of a text's words.</summary>
    public static MinHash Of(WordSequence words)
    {
        var bins = new BinValues();
        Span<ulong> least = bins;
        least.Fill(ulong.MaxValue);
        var run = Math.Max(1, Math.Min(Run, words.Count));
        var beginnings = words.Beginnings;
        for (var i = 0; i + run <= words.Count; i++)
        {
            // The high bits choose the bin, the whole competes in it.
            var hash = Shingles.Of(beginnings, i, run);
            ref var bin = ref least[(int)(hash >> 64 - BinBits)];
            bin = Math.Min(bin, hash);
        }

        Fill(least);
        return new MinHash(Bits256.Of(least), KeysOf(least));
    }

    // An empty bin takes the value of the next full one, told apart by how far that is.
    private static void Fill(Span<ulong> least)
    {
        var full = least.IndexOfAnyExcept(ulong.MaxValue);
        if (full < 0)
        {
            return;
        }

        // Backwards from a full one, so that the next full one is known.
        var (value, step) = (least[full], 0UL);
        for (var i = full + Bins - 1; i > full; i--)
        {
            ref var bin = ref least[i % Bins];
            (value, step) = bin == ulong.MaxValue ? (value, step + 1) : (bin, 0);
            bin = value + step;
        }
    }

    private static uint[] KeysOf(ReadOnlySpan<ulong> bins)
    {
        var keys = new uint[Bands];
        for (var band = 0; band < Bands; band++)
        {
            var key = (ulong)band;
            for (var row = 0; row < Rows; row++)
            {
                key = (key ^ bins[band + row * (Bins / Rows)]) * 0xD6E8FEB86659FD93;
                key ^= key >> 32;
            }

            keys[band] = (uint)(key * 0x9E3779B97F4A7C15 >> 32);
        }

        return keys;
    }

    [InlineArray(Bins)]
    private struct BinValues
    {
        private ulong _first;
    }
}

/// <summary>A bit of each bin.</summary>
internal readonly record struct Bits256(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    private const int Count = 256;

    public static Bits256 Of(ReadOnlySpan<ulong> bins) => new(Word(bins[..64]), Word(bins[64..128]), Word(bins[128..192]), Word(bins[192..]));

    public double Similarity(Bits256 other)
    {
        var different = BitOperations.PopCount(First ^ other.First) + BitOperations.PopCount(Second ^ other.Second)
            + BitOperations.PopCount(Third ^ other.Third) + BitOperations.PopCount(Fourth ^ other.Fourth);
        return Math.Max(0, 1 - 2.0 * different / Count);
    }

    private static ulong Word(ReadOnlySpan<ulong> bins)
    {
        var word = 0UL;
        for (var i = 0; i < bins.Length; i++)
        {
            word |= (bins[i] * 0x9E3779B97F4A7C15 >> 63) << i;
        }

        return word;
    }
}
