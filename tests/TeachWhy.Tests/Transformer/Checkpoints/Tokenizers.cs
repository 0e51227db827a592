using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer.Checkpoints;

/// <summary>Tokenizers small enough for small models.</summary>
internal static class Tokenizers
{
    public static WordTokenizer Words(int count) => new(Enumerable.Range(0, count).Select(i => $"w{i}"));

    /// <summary>Every byte, some merges, a token that steers and one that does not.</summary>
    public static BytePairTokenizer Pairs(BytePairLayout layout)
    {
        var bytes = Enumerable.Range(0, 256).Select(value => $"{ByteSpelling.ToLetter((byte)value)}");
        string?[] spellings = [.. bytes, "th", "the", "\u0120a", null, null];
        return new BytePairTokenizer(
            new BytePairVocabulary(spellings, [("t", "h"), ("th", "e"), ("\u0120", "a")]),
            [new AddedToken(259, "<|end|>", Special: true), new AddedToken(260, "<tool>", Special: false)], layout);
    }
}
