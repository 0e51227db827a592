using System.Buffers.Binary;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Refuses an item that says nearly what an earlier one said: the estimated Jaccard similarity of their runs of five words
/// is above a threshold. MinHash in one permutation (Li, Owen and Zhang 2012) with empty bins filled from their neighbours
/// (Shrivastava and Li 2014), eight bits a bin (Li and König 2010), looked up by 25 bands of 5 (Broder 1997; Leskovec,
/// Rajaraman and Ullman, chapter 3): of items just at the threshold of .7 one in a hundred is missed. Keeps about 330 bytes an item.
/// </summary>
public sealed class DuplicateGate : ISetGate
{
    /// <summary>Bins of a signature, and bytes of it.</summary>
    public const int Bins = 128;

    private const int Run = 5;
    private const int Bands = 25;
    private const int Rows = 5;

    // Two bins that have nothing in common are equal once in 256 times.
    private const double ByChance = 1.0 / 256;

    private readonly double _threshold;
    private readonly SignatureTable _table = new(Bins, Bands);
    private readonly List<string> _ids = [];

    /// <param name="threshold">The similarity, from 0 to 1, from which on an item is a duplicate.</param>
    public DuplicateGate(double threshold = 0.7)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 0.3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1);
        _threshold = threshold;
    }

    public string Name => "duplicate";

    public object Prepare(GatedItem item) => SignatureOf(item.Words);

    public string? Check(GatedItem item, object prepared)
    {
        var signature = (byte[])prepared;
        for (var band = 0; band < Bands; band++)
        {
            if (_table.Find(band, signature) is { } other && Similarity(signature, _table.SignatureAt(other)) is var similarity && similarity >= _threshold)
            {
                return FormattableString.Invariant($"It is nearly {_ids[other]}: about {similarity * 100:0}% of their runs of {Run} words are the same.");
            }
        }

        return null;
    }

    public void Keep(GatedItem item, object prepared)
    {
        _table.Add((byte[])prepared);
        _ids.Add(item.Id);
    }

    /// <summary>The estimated Jaccard similarity of two signatures.</summary>
    public static double Similarity(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var same = 0;
        for (var i = 0; i < Bins; i++)
        {
            same += left[i] == right[i] ? 1 : 0;
        }

        return Math.Max(0, ((double)same / Bins - ByChance) / (1 - ByChance));
    }

    /// <summary>The signature of a text's words.</summary>
    public static byte[] SignatureOf(WordSequence words)
    {
        Span<ulong> least = stackalloc ulong[Bins];
        least.Fill(ulong.MaxValue);
        var run = Math.Max(1, Math.Min(Run, words.Count));
        for (var i = 0; i + run <= words.Count; i++)
        {
            // The high bits choose the bin, the rest competes in it.
            var hash = words.Run(i, run);
            ref var bin = ref least[(int)(hash >> 57)];
            bin = Math.Min(bin, hash & (ulong.MaxValue >> 7));
        }

        var signature = new byte[Bins];
        for (var i = 0; i < Bins; i++)
        {
            signature[i] = ValueOf(least, i);
        }

        return signature;
    }

    // An empty bin takes the value of the next full one, told apart by how far that is.
    private static byte ValueOf(ReadOnlySpan<ulong> least, int bin)
    {
        for (var step = 0; step < Bins; step++)
        {
            if (least[(bin + step) % Bins] is var value and not ulong.MaxValue)
            {
                return (byte)((value + (ulong)step) * 0x9E3779B97F4A7C15 >> 56);
            }
        }

        return 0;
    }

    /// <summary>Signatures, found again by any of their bands. The first item with a band stands for all that share it.</summary>
    private sealed class SignatureTable(int size, int bands)
    {
        private const int Block = 1 << 14;

        private readonly List<byte[]> _blocks = [];
        private readonly int[][] _places = [.. Enumerable.Range(0, bands).Select(_ => new int[1024])];
        private int _count;

        public ReadOnlySpan<byte> SignatureAt(int item) => _blocks[item / Block].AsSpan(item % Block * size, size);

        public int? Find(int band, ReadOnlySpan<byte> signature)
        {
            var place = _places[band][SlotOf(band, KeyOf(signature, band))];
            return place == 0 ? null : place - 1;
        }

        public void Add(ReadOnlySpan<byte> signature)
        {
            if (_count % Block == 0)
            {
                _blocks.Add(new byte[Block * size]);
            }

            var item = _count++;
            signature.CopyTo(_blocks[item / Block].AsSpan(item % Block * size, size));
            for (var band = 0; band < bands; band++)
            {
                if (_count * 2 > _places[band].Length)
                {
                    Grow(band);
                }

                ref var place = ref _places[band][SlotOf(band, KeyOf(signature, band))];
                place = place == 0 ? item + 1 : place;
            }
        }

        private void Grow(int band)
        {
            var old = _places[band];
            _places[band] = new int[old.Length * 2];
            foreach (var place in old.Where(place => place != 0))
            {
                _places[band][SlotOf(band, KeyOf(SignatureAt(place - 1), band))] = place;
            }
        }

        // Where the key is, or where it would be.
        private int SlotOf(int band, ulong key)
        {
            var places = _places[band];
            var slot = (int)(key * 0x9E3779B97F4A7C15 >> 33) & (places.Length - 1);
            while (places[slot] != 0 && KeyOf(SignatureAt(places[slot] - 1), band) != key)
            {
                slot = (slot + 1) & (places.Length - 1);
            }

            return slot;
        }

        private static ulong KeyOf(ReadOnlySpan<byte> signature, int band) =>
            BinaryPrimitives.ReadUInt32LittleEndian(signature[(band * Rows)..]) | (ulong)signature[band * Rows + Rows - 1] << 32;
    }
}
