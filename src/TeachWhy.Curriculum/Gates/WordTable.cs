using System.Numerics;
using System.Runtime.Intrinsics;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Words with a number for each, few enough for a processor's own memory. Four words share a place and are compared at once,
/// so that a word that is not among them takes as long as one that is, and no branch has to be guessed.
/// </summary>
internal sealed class WordTable
{
    private const int Together = 4;
    private const int MostTries = 64;

    private readonly Vector256<ulong>[] _words;
    private readonly Vector256<ulong>[] _values;
    private readonly ulong _factor;
    private readonly int _shift;

    /// <param name="entries">Each word once.</param>
    public WordTable(IReadOnlyCollection<KeyValuePair<ulong, ulong>> entries)
    {
        // Places are made until no five words meet in one.
        for (var places = BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, entries.Count / 2)); ; places *= 2)
        {
            _words = new Vector256<ulong>[places];
            _values = new Vector256<ulong>[places];
            _shift = 64 - BitOperations.Log2(places);
            for (_factor = 1; _factor < MostTries * 2; _factor += 2)
            {
                if (TryFill(entries))
                {
                    return;
                }
            }
        }
    }

    /// <returns>0 for a word that is not in it.</returns>
    public ulong this[ulong word] => Vector256.Sum(Lanes(word));

    /// <summary>The word's value in one of the lanes, and zero in the others.</summary>
    public Vector256<ulong> Lanes(ulong word)
    {
        var place = (int)(word * _factor >> _shift);
        return Vector256.Equals(_words[place], Vector256.Create(word)) & _values[place];
    }

    private bool TryFill(IEnumerable<KeyValuePair<ulong, ulong>> entries)
    {
        Array.Clear(_words);
        Array.Clear(_values);
        var filled = new int[_words.Length];
        foreach (var (word, value) in entries)
        {
            var place = (int)(word * _factor >> _shift);
            if (filled[place] == Together)
            {
                return false;
            }

            _words[place] = _words[place].WithElement(filled[place], word);
            _values[place] = _values[place].WithElement(filled[place]++, value);
        }

        return true;
    }
}
