namespace TeachWhy.Transformer;

/// <summary>Makes a byte-level byte-pair tokenizer for a corpus.</summary>
public static class BytePairTraining
{
    /// <summary>How many tokens there are for single bytes.</summary>
    public const int Bytes = 256;

    /// <summary>
    /// The tokenizer whose merges are, one after the other, the most frequent pair of neighbouring tokens in the texts; of
    /// equally frequent ones that of the lower left token, then of the lower right. It splits as Llama 3 does: unlike
    /// GPT-2's way that keeps numbers to three digits and line ends together, and sees "DON'T" as it sees "don't".
    /// </summary>
    /// <param name="texts">Read once, one at a time.</param>
    /// <param name="vocabulary">Tokens to make, special ones included; fewer when the texts hold no more pairs.</param>
    /// <param name="specialTokens">Numbered after the others, in this order.</param>
    /// <exception cref="ArgumentException">The vocabulary has no room for bytes and special tokens, or a special token is empty or comes twice.</exception>
    public static BytePairTokenizer Train(
        IEnumerable<string> texts, int vocabulary, IReadOnlyList<string> specialTokens, CancellationToken cancellation = default)
    {
        var least = Bytes + specialTokens.Count;
        if (vocabulary < least || vocabulary > BytePairVocabulary.MostTokens)
        {
            throw new ArgumentException($"A vocabulary of {vocabulary} tokens cannot be: {least} (bytes and special tokens) to {BytePairVocabulary.MostTokens} are allowed.", nameof(vocabulary));
        }
        if (specialTokens.FirstOrDefault(token => token.Length is 0 or > BytePairParts.LongestAddedToken) is { } wrong)
        {
            throw new ArgumentException($"A special token of {wrong.Length} characters cannot be: 1 to {BytePairParts.LongestAddedToken} are allowed.", nameof(specialTokens));
        }
        if (specialTokens.GroupBy(token => token, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The special token \"{twice.Key}\" is named twice.", nameof(specialTokens));
        }

        var words = new WordCounts(BytePairLayout.Llama3);
        foreach (var text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            words.Add(text);
        }
        var learned = new PairMerging(words.Counts).Learn(vocabulary - specialTokens.Count, cancellation);
        var first = learned.Spellings.Count;
        var added = specialTokens.Select((token, index) => new AddedToken(first + index, token, Special: true));
        return new BytePairTokenizer(learned, [.. added], BytePairLayout.Llama3);
    }
}
