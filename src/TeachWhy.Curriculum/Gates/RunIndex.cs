namespace TeachWhy.Curriculum.Gates;

/// <summary>Runs of words of one length, and where each is from.</summary>
/// <param name="length">Words of a run.</param>
/// <param name="leastContent">How many of them must be neither everyday words nor blotted names: what is left says something.</param>
internal sealed class RunIndex(int length, int leastContent)
{
    private const int FilterBits = 1 << 22;

    private readonly Dictionary<ulong, int> _runs = [];

    // Nearly all runs are in no source: one bit says so for less than looking them up.
    private readonly ulong[] _filter = new ulong[FilterBits / 64];

    public void Add(ReadOnlySpan<ulong> words, int source)
    {
        for (var i = 0; i + length <= words.Length; i++)
        {
            if (SaysSomething(words.Slice(i, length)))
            {
                var run = Shingles.Of(words.Slice(i, length));
                _runs.TryAdd(run, source);
                _filter[Place(run) / 64] |= 1UL << Place(run);
            }
        }
    }

    /// <summary>Where the run that begins at a word is from; null where it is in no source, or too short.</summary>
    public int? Find(WordSequence text, int start)
    {
        if (start + length > text.Count)
        {
            return null;
        }

        var run = text.MaskedRun(start, length);
        return (_filter[Place(run) / 64] >> Place(run) & 1) != 0 && _runs.TryGetValue(run, out var source) ? source : null;
    }

    private static int Place(ulong run) => (int)(run >> 42);

    private bool SaysSomething(ReadOnlySpan<ulong> words)
    {
        var content = 0;
        foreach (var word in words)
        {
            content += word != WordSequence.Name && !EverydayWords.Contains(word) ? 1 : 0;
        }

        return content >= leastContent;
    }
}
