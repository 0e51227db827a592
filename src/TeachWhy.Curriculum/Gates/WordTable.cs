using System.Numerics;

namespace TeachWhy.Curriculum.Gates;

/// <summary>Words with a number for each, few enough for a processor's own memory: nearly all words that are asked for are not among them.</summary>
internal sealed class WordTable
{
    private const int PlacesForEach = 8;

    private readonly ulong[] _words;
    private readonly int[] _values;
    private readonly int _shift;

    /// <param name="entries">Each word once; no value is 0.</param>
    public WordTable(IReadOnlyCollection<KeyValuePair<ulong, int>> entries)
    {
        var places = BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, entries.Count) * PlacesForEach);
        _words = new ulong[places];
        _values = new int[places];
        _shift = 64 - BitOperations.Log2(places);
        foreach (var (word, value) in entries)
        {
            var place = PlaceOf(word);
            (_words[place], _values[place]) = (word, value);
        }
    }

    /// <returns>0 for a word that is not in it.</returns>
    public int this[ulong word] => _values[PlaceOf(word)];

    private int PlaceOf(ulong word)
    {
        var words = _words;
        var place = (int)(word >> _shift);
        while (words[place] != word && words[place] != 0)
        {
            place = place + 1 & words.Length - 1;
        }

        return place;
    }
}
