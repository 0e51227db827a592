using System.Text;
using System.Text.Json.Nodes;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>What becomes of a text before it is split: seen by encoding and decoding it.</summary>
public sealed class NormalizerTests
{
    // Composition, order of marks, singletons, exclusions, Hangul, compatibility, blocked marks, letters above U+FFFF:
    // each as the reference gives it, though .NET itself leaves all of them alone when globalization is invariant.
    [Theory]
    [InlineData("NFC", "e\u0301 e\u0323\u0301 e\u0301\u0323", "\u00e9 \u1eb9\u0301 \u1eb9\u0301")]
    [InlineData("NFC", "\u212b \u0958 \u0344 \u1e0a\u0323", "\u00c5 \u0915\u093c \u0308\u0301 \u1e0c\u0307")]
    [InlineData("NFC", "\u1100\u1161\u11a8 \uac00\u11a8 \u1100\u0300\u1161", "\uac01 \uac01 \u1100\u0300\u1161")]
    [InlineData("NFC", "\ufb01 a\u05b0\u094d\u0301 \U0001d15e \u0dd9\u0dcf\u0dca", "\ufb01 \u00e1\u094d\u05b0 \U0001d157\U0001d165 \u0ddd")]
    [InlineData("NFD", "\u00e9 e\u0301\u0323 \uac01 \u1e9b\u0323", "e\u0301 e\u0323\u0301 \u1100\u1161\u11a8 \u017f\u0323\u0307")]
    [InlineData("NFKC", "\ufb01 \u1e9b\u0323 \u2460\uff21 \u03d3", "fi \u1e69 1A \u038e")]
    [InlineData("NFKD", "\ufb01 \u1e0a\u0323 \u03d3", "fi D\u0323\u0307 \u03a5\u0301")]
    [InlineData("Lowercase", "ABC \u00c4\u0391\u03a3 \u0130 \U00010400", "abc \u00e4\u03b1\u03c3 i\u0307 \U00010428")]
    public void A_text_is_normalized_as_it_is_with_the_reference(string type, string text, string expected)
    {
        var tokenizer = With(new JsonObject { ["type"] = type });

        Assert.Equal(expected, tokenizer.Decode(tokenizer.Encode(text)));
    }

    // Normalizing again changes nothing, and a composed text decomposes to what its decomposed form is.
    [Fact]
    public void Forms_agree_with_one_another_on_every_code_point()
    {
        var (composed, decomposed) = (With(new JsonObject { ["type"] = "NFC" }), With(new JsonObject { ["type"] = "NFD" }));
        for (var first = 0; first < 0x30000; first += 0x800)
        {
            var points = Enumerable.Range(first, 0x800).Where(Rune.IsValid).Select(point => $"a{new Rune(point)}\u0323\u0301");
            var text = string.Concat(points);

            var (c, d) = (Through(composed, text), Through(decomposed, text));

            Assert.Equal(c, Through(composed, c));
            Assert.Equal(d, Through(decomposed, d));
            Assert.Equal(c, Through(composed, d));
            Assert.Equal(d, Through(decomposed, c));
        }
    }

    [Fact]
    public void Replacements_and_prefixes_go_one_after_the_other()
    {
        var tokenizer = With(new JsonObject
        {
            ["type"] = "Sequence",
            ["normalizers"] = new JsonArray
            {
                new JsonObject { ["type"] = "Replace", ["pattern"] = new JsonObject { ["Regex"] = @"\s+" }, ["content"] = "_" },
                new JsonObject { ["type"] = "Replace", ["pattern"] = new JsonObject { ["String"] = "." }, ["content"] = "" },
                new JsonObject { ["type"] = "Prepend", ["prepend"] = "> " },
            },
        });

        Assert.Equal("> a_b_c", tokenizer.Decode(tokenizer.Encode("a. \t b\u00a0c...")));
        Assert.Empty(tokenizer.Encode(""));
    }

    private static string Through(BytePairTokenizer tokenizer, string text) => tokenizer.Decode(tokenizer.Encode(text));

    private static BytePairTokenizer With(JsonObject normalizer) => LayoutFixture.Load("gpt2", json => json["normalizer"] = normalizer);
}
