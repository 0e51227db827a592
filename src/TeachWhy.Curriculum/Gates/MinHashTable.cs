using System.Numerics;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Texts found again by what they share with another: of each its bits, its name, and a place by each of its keys (Broder 1997;
/// Leskovec, Rajaraman and Ullman, chapter 3). A text of similarity .7 has a key in common in 96 of 100 cases, one of .8 in 998
/// of 1,000. Memory grows with the texts up to a bound; from there on the oldest are forgotten, and a crowded line forgets a tenth.
/// </summary>
internal sealed class MinHashTable
{
    /// <summary>The most texts that can be remembered, in about 200 MB.</summary>
    public const int MostItems = (1 << ItemBits) - 1;

    private const int ItemBits = 21;
    private const int Block = 1 << 12;

    // A line of places is a line of a processor's memory.
    private const int Line = 16;
    private const int LineBits = 4;
    private const int KeyBits = 32;
    private const int FirstLinesBits = 12;

    // A place is the number of a text and, above it, the bits of its key below those that found the first table's line:
    // enough to find the line in a larger table too, and then to tell most other keys apart.
    private const int MarkBits = KeyBits - ItemBits;
    private const int MarkShift = KeyBits - FirstLinesBits - MarkBits;

    private readonly int _most;
    private readonly int _mostLinesBits;
    private readonly Bits256[][] _bits;
    private readonly ItemName[][] _names;
    private readonly uint[][] _places;
    private int _linesBits = FirstLinesBits;
    private long _count;

    public MinHashTable(int mostItems)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostItems, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostItems, MostItems);
        _most = mostItems;
        _mostLinesBits = Math.Max(FirstLinesBits, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)mostItems)) - LineBits);
        _bits = new Bits256[(mostItems + Block - 1) / Block][];
        _names = new ItemName[_bits.Length][];
        _places = [.. Enumerable.Range(0, MinHash.Bands).Select(_ => new uint[Line << FirstLinesBits])];
    }

    /// <summary>The most similar of the texts that share a key with this one; null where none does.</summary>
    public (ItemName Name, double Similarity)? Nearest(MinHash text)
    {
        var (nearest, similarity) = (-1, -1.0);
        for (var band = 0; band < MinHash.Bands; band++)
        {
            var key = text.Keys[band];
            var mark = MarkOf(key);
            foreach (var place in LineOf(band, key))
            {
                if (place >> ItemBits == mark && place != 0)
                {
                    var item = ItemOf(place);
                    var found = _bits[item / Block][item % Block].Similarity(text.Bits);
                    (nearest, similarity) = found > similarity ? (item, found) : (nearest, similarity);
                }
            }
        }

        return nearest < 0 ? null : (_names[nearest / Block][nearest % Block], similarity);
    }

    /// <summary>Remembers a text, in place of the oldest where there are too many.</summary>
    public void Add(ItemName name, MinHash text)
    {
        const double Full = 0.625;
        while (_linesBits < _mostLinesBits && _count > Full * (Line << _linesBits))
        {
            Grow();
        }

        var item = (int)(_count++ % _most);
        (_bits[item / Block] ??= new Bits256[Block])[item % Block] = text.Bits;
        (_names[item / Block] ??= new ItemName[Block])[item % Block] = name;
        for (var band = 0; band < MinHash.Bands; band++)
        {
            var key = text.Keys[band];
            Oldest(LineOf(band, key), item) = MarkOf(key) << ItemBits | (uint)item + 1;
        }
    }

    private static uint MarkOf(uint key) => key >> MarkShift & (1 << MarkBits) - 1;

    // Counted from 1, so that an empty place is 0.
    private static int ItemOf(uint place) => (int)(place & MostItems) - 1;

    private Span<uint> LineOf(int band, uint key) => _places[band].AsSpan((int)(key >> KeyBits - _linesBits) * Line, Line);

    private ref uint Oldest(Span<uint> line, int now)
    {
        var (oldest, most) = (0, -1);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == 0)
            {
                return ref line[i];
            }

            var age = (now - ItemOf(line[i]) + _most) % _most;
            (oldest, most) = age > most ? (i, age) : (oldest, most);
        }

        return ref line[oldest];
    }

    // Each line becomes two, told apart by the next bit of the key.
    private void Grow()
    {
        var bit = MarkBits - 1 - (_linesBits - FirstLinesBits) + ItemBits;
        for (var band = 0; band < MinHash.Bands; band++)
        {
            var (old, grown) = (_places[band], new uint[_places[band].Length * 2]);
            for (var line = 0; line < old.Length; line += Line)
            {
                var (low, high) = (line * 2, line * 2 + Line);
                foreach (var place in old.AsSpan(line, Line))
                {
                    if (place != 0)
                    {
                        grown[(place >> bit & 1) == 0 ? low++ : high++] = place;
                    }
                }
            }

            _places[band] = grown;
        }

        _linesBits++;
    }
}
