using TeachWhy.Curriculum.Gates;
using TeachWhy.Tests.House;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Curriculum.Gates;

/// <summary>The fast way to words, held to its definition.</summary>
public sealed class WordSequenceTests
{
    // What vectors go wrong on: letters that are no ASCII, apostrophes, ends of sentences, halves of characters, no words at all.
    private static readonly string[] Pieces =
    [
        "a", "Zed", "word", "eight888", "ninechars", "MiXeD", "l\u2019\u00e9t\u00e9", "don't", "'", "''", "o'clock'", "\u0130stanbul", "na\u00efve", "\u4e2d\u6587", "\u212a",
        " ", " ", " ", "\n", "\n\n", "\r\n \n", "\t", ".", ". ", "! ", ": ", "\u201c", "\"", ", ", "-", "\ud83d\ude00", "\ud83d", "\u0000", "\u00a0", "0123456789", new string('x', 70), new string(' ', 70),
    ];

    [Fact]
    public void Words_names_and_places_are_those_of_the_definition()
    {
        var random = new RandomSource(Seed.Of(1, "words"));
        for (var round = 0; round < 3000; round++)
        {
            string[] texts = [.. Enumerable.Range(0, 1 + random.NextInt(3)).Select(_ => string.Concat(Enumerable.Range(0, random.NextInt(40)).Select(_ => random.Pick(Pieces))))];

            Assert.Equal(Said(ReferenceWords.Of(texts)), Said(WordSequence.Of(texts)));
        }
    }

    [Fact]
    public void So_they_are_on_our_own_pages()
    {
        foreach (var page in Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md"))
        {
            var text = File.ReadAllText(page);

            Assert.Equal(Said(ReferenceWords.Of([text])), Said(WordSequence.Of([text])));
        }
    }

    [Fact]
    public void Case_and_apostrophes_make_no_word_another_and_letters_do()
    {
        var words = WordSequence.Of(["it's its ITS Its' it\u2019s"]).Words.ToArray();

        Assert.Single(words.Distinct());
        Assert.Equal(WordSequence.NumberOf("its"), words[0]);
        string[] alike = [.. Enumerable.Range(0, 200_000).Select(number => $"w{number}")];
        Assert.Equal(alike.Length, alike.Select(word => WordSequence.NumberOf(word)).Distinct().Count());
    }

    private static List<(ulong Word, bool IsName, int Start)> Said(WordSequence words) =>
        [.. words.Words.ToArray().Zip(words.IsName.ToArray(), words.Starts.ToArray())];
}
