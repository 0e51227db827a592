using TeachWhy.Studies.Viewer.Datasets;

namespace TeachWhy.Tests.Studies.Viewer.Datasets;

/// <summary>The difference of two texts by words.</summary>
public sealed class WordDiffTests
{
    // Texts of few different words meet in many ways: that is where a wrong way back shows.
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Applied_to_one_text_it_gives_the_other(int seed)
    {
        var random = new Random(seed);
        var (before, after) = (TextOf(random), TextOf(random));

        var pieces = WordDiff.Of(before, after)!;

        Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Fate != WordFate.Added).Select(piece => piece.Text)));
        Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Fate != WordFate.Removed).Select(piece => piece.Text)));
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.NotEqual(pair.First.Fate, pair.Second.Fate));
    }

    [Fact]
    public void A_text_and_itself_differ_in_nothing()
    {
        Assert.Equal([new DiffPiece(WordFate.Same, "One two.")], WordDiff.Of("One two.", "One two.")!);
        Assert.Empty(WordDiff.Of("", "")!);
    }

    [Fact]
    public void What_was_changed_stands_where_it_was_changed()
    {
        var pieces = WordDiff.Of("Please sign the form for the whole lorry by noon today.", "Please sign the form for the half you saw by noon today.")!;

        Assert.Equal(
            [new(WordFate.Same, "Please sign the form for the "), new(WordFate.Removed, "whole lorry "), new(WordFate.Added, "half you saw "), new DiffPiece(WordFate.Same, "by noon today.")],
            pieces);
    }

    // A single word kept in the middle of others that went would tear both versions to shreds.
    [Fact]
    public void A_word_that_stays_alone_among_changes_goes_with_them()
    {
        var pieces = WordDiff.Of("red green blue the cyan black white", "one two three the four five six")!;

        Assert.Equal([WordFate.Removed, WordFate.Added], pieces.Select(piece => piece.Fate));
    }

    [Fact]
    public void Texts_that_are_too_long_or_too_different_are_not_compared()
    {
        Assert.Null(WordDiff.Of(Words(0, WordDiff.MostWords), "a"));
        Assert.Null(WordDiff.Of(Words(0, WordDiff.MostEdits), Words(1_000_000, WordDiff.MostEdits)));
    }

    private static string Words(int from, int count) => string.Concat(Enumerable.Range(from, count).Select(word => $"w{word} "));

    private static string TextOf(Random random)
    {
        string[] words = ["a", "b ", "b ", "c. ", "\n\n", " ", "d, ", "e\u0301 ", "😀 ", "\uD83D", "«f» "];
        return string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => words[random.Next(words.Length)]));
    }
}
