using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

public sealed class WordTokenizerTests
{
    private static readonly WordTokenizer Tokenizer = new(["<eos>", "iris", "works", "."]);

    [Fact]
    public void Text_goes_to_tokens_and_back()
    {
        Assert.Equal([1, 2, 3, 0], Tokenizer.Encode("iris works\t.\n <eos> "));
        Assert.Equal("iris works . <eos>", Tokenizer.Decode([1, 2, 3, 0]));
        Assert.Empty(Tokenizer.Encode("  "));
    }

    [Fact]
    public void An_unknown_word_is_named() =>
        Assert.Contains("\"sleeps\"", Assert.Throws<ArgumentException>(() => Tokenizer.Encode("iris sleeps")).Message);

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("iris")]
    public void A_vocabulary_that_could_not_be_read_back_is_refused(string word) =>
        Assert.Throws<ArgumentException>(() => new WordTokenizer(["iris", word]));
}
