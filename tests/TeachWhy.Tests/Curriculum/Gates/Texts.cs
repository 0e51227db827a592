using TeachWhy.Transformer;

namespace TeachWhy.Tests.Curriculum.Gates;

/// <summary>Texts of random words: nothing in common but the vocabulary.</summary>
internal static class Texts
{
    private static readonly string[] Words = [.. Enumerable.Range(0, 3000).Select(i => $"{(char)('a' + i % 26)}{(char)('a' + i / 26 % 26)}{(char)('a' + i / 676)}o")];

    public static string Random(int words, ulong seed)
    {
        var random = new RandomSource(Seed.Of(seed, "text"));
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => random.Pick(Words)));
    }

    /// <summary>The text with one word in so many replaced by another.</summary>
    public static string Changed(string text, int oneIn, ulong seed)
    {
        var random = new RandomSource(Seed.Of(seed, "change"));
        return string.Join(' ', text.Split(' ').Select(word => random.NextInt(oneIn) == 0 ? random.Pick(Words) : word));
    }
}
