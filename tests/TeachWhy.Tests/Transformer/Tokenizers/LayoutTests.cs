using System.Text.Json.Nodes;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

public sealed class LayoutTests
{
    public static TheoryData<string> Names => LayoutFixture.Names;

    // Spaces, line ends, marks before and after composition, digits of several scripts, letters above U+FFFF, joined emoji,
    // controls, special tokens in the middle, long words: what tokenizers disagree about.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_encodes_as_it_does_with_the_reference(string name)
    {
        var tokenizer = LayoutFixture.Load(name);

        Assert.All(LayoutFixture.CasesOf(name).Where(one => one.Text is not null), one => Assert.Equal(one.Ids, tokenizer.Encode(one.Text!)));
    }

    // Among them tokens in no order at all, whose bytes are no text.
    [Theory]
    [MemberData(nameof(Names))]
    public void Tokens_decode_as_they_do_with_the_reference(string name)
    {
        var tokenizer = LayoutFixture.Load(name);

        Assert.All(LayoutFixture.CasesOf(name), one => Assert.Equal(one.Decoded, tokenizer.Decode(one.Ids)));
    }

    [Theory]
    [InlineData("gpt2", "gpt-2")]
    [InlineData("gpt2prefix", null)]
    [InlineData("llama3", "llama-bpe")]
    [InlineData("qwen2", "qwen2")]
    public void A_published_layout_is_known_by_its_name(string name, string? expected) =>
        Assert.Equal(expected, LayoutFixture.Load(name).Layout?.Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_saved_encodes_as_before(string name)
    {
        using var folder = new TemporaryFolder();
        var original = LayoutFixture.Load(name);

        original.Save(folder.FullPath);

        var saved = Assert.IsType<BytePairTokenizer>(Tokenizer.Load(folder.FullPath));
        Assert.Equal(original.AddedTokens, saved.AddedTokens);
        Assert.Equal(original.Before, saved.Before);
        Assert.All(LayoutFixture.CasesOf(name).Where(one => one.Text is not null), one => Assert.Equal(one.Ids, saved.Encode(one.Text!)));
    }

    [Fact]
    public void Special_tokens_in_a_text_are_text_when_they_are_not_allowed()
    {
        var tokenizer = LayoutFixture.Load("llama3");
        var end = tokenizer.Find("<|eot_id|>")!.Value;

        Assert.Contains(end, tokenizer.Encode("a<|eot_id|>b"));
        Assert.DoesNotContain(tokenizer.Encode("a<|eot_id|>b", special: false), token => tokenizer.AddedTokens.Any(added => added.Token == token));
        Assert.Equal("a<|eot_id|>b", tokenizer.Decode(tokenizer.Encode("a<|eot_id|>b", special: false)));
    }

    // Llama 3 looks a whole word up in the vocabulary, where special tokens may be too.
    [Fact]
    public void A_word_that_spells_a_special_token_is_not_that_token()
    {
        var tokenizer = LayoutFixture.Load("llama3", json =>
        {
            json["model"]!["vocab"]!["halt"] = 900;
            json["added_tokens"]!.AsArray().Add(new JsonObject { ["id"] = 900, ["content"] = "halt", ["special"] = true, ["normalized"] = false });
        });

        Assert.Equal([900], tokenizer.Encode("halt"));
        Assert.DoesNotContain(900, tokenizer.Encode("halt", special: false));
        Assert.Equal("halt", tokenizer.Decode(tokenizer.Encode("halt", special: false)));
    }

    [Fact]
    public void The_token_that_stands_before_a_text_is_told_but_not_added()
    {
        var tokenizer = LayoutFixture.Load("llama3");

        Assert.Equal([tokenizer.Find("<|begin_of_text|>")!.Value], tokenizer.Before);
        Assert.Empty(tokenizer.After);
        Assert.Equal([tokenizer.Find("a")!.Value], tokenizer.Encode("a"));
    }
}
