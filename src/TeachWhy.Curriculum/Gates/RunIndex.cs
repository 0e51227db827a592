namespace TeachWhy.Curriculum.Gates;

/// <summary>Runs of words of one length, and where each is from.</summary>
/// <param name="length">Words of a run.</param>
/// <param name="leastContent">How many of them must be neither everyday words nor blotted names: what is left says something.</param>
internal sealed class RunIndex(int length, int leastContent)
{
    private readonly Dictionary<ulong, int> _runs = [];

    public void Add(ReadOnlySpan<ulong> words, int source)
    {
        for (var i = 0; i + length <= words.Length; i++)
        {
            if (SaysSomething(words.Slice(i, length)))
            {
                _runs.TryAdd(Shingles.Of(words.Slice(i, length)), source);
            }
        }
    }

    /// <summary>Where the run that begins at a word is from; null where it is in no source, or too short.</summary>
    public int? Find(WordSequence text, int start) =>
        start + length <= text.Count && _runs.TryGetValue(text.MaskedRun(start, length), out var source) ? source : null;

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
