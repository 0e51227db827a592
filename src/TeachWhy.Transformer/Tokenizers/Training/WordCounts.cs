using System.Runtime.InteropServices;

namespace TeachWhy.Transformer;

/// <summary>How often each word comes in the texts, in bounded memory: when there are too many words, the rarest are forgotten.</summary>
internal sealed class WordCounts(BytePairLayout layout)
{
    private const int MostWords = 2_000_000;

    // What is longer is no word of a language but data written out; it would fill the memory and teach nothing.
    private const int LongestWord = 512;

    private readonly SplitterSequence _splitting = BytePairParts.SplittingOf(layout);
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Add(string text)
    {
        var lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        text = BytePairTokenizer.WellFormed(text);
        foreach (var word in _splitting.Split(text, 0, text.Length))
        {
            if (word.Length <= LongestWord)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(lookup, word.Characters, out _)++;
            }
        }
        for (var rare = 1L; _counts.Count > MostWords; rare++)
        {
            foreach (var (word, count) in _counts)
            {
                if (count <= rare)
                {
                    _counts.Remove(word);
                }
            }
        }
    }
}
