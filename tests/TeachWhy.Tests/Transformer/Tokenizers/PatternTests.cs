using System.Diagnostics;
using System.Text.Json.Nodes;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>How a tokenizer's file may cut a text: seen through the tokens of a vocabulary of bytes and their decoding.</summary>
public sealed class PatternTests
{
    // What each pattern finds is left out ("Removed"), so that what is left shows what it found.
    [Theory]
    [InlineData(@"\p{L}", "a1\u00e9 \U00010330 \u5b57\u0301", "1  \u0301")]
    [InlineData(@"\P{L}", "a1\u00e9 \U00010330", "a\u00e9\U00010330")]
    [InlineData(@"\p{N}", "1\u0663\u00b2\u2167\U0001D7D8x", "x")]
    [InlineData(@"\s", "a\u0085b\u00a0c\u200bd\ufeffe\u3000", "abc\u200bd\ufeffe")]
    [InlineData(@"[^\S\n]", "a \n\tb", "a\nb")]
    [InlineData(@"[a-c\]\-x-]", "abcd]x-y", "dy")]
    [InlineData(@"[\p{L}&&[^a-z]]", "aBc\u00e9", "ac")]
    [InlineData(@"(?i:'s|k)", "'S's'\u017fK\u212ak!", "!")]
    [InlineData(@"a{2}", "aaaaa", "a")]
    [InlineData(@"a{2,3}?b", "aaaab", "a")]
    [InlineData(@"a{,2}b", "aaab", "a")]
    [InlineData(@"a*+a", "aaa", "aaa")]
    [InlineData(@"a++b", "aab", "")]
    [InlineData(@"(?>a|ab)c", "abc ac", "abc ")]
    [InlineData(@"\s+(?!\S)", "a   b  ", "a b")]
    [InlineData(@"a(?=b)", "abac", "bac")]
    [InlineData(@"(?:ab)+?c?", "ababc", "")]
    [InlineData(@"^a|b$", "bab\nab", "ba\n")]
    [InlineData(@"\Aa|b\z", "aab ab", "ab a")]
    [InlineData(@"\x41|\u0042|\x{1F600}", "AB\U0001F600C", "C")]
    [InlineData(@"a{|}", "a{}", "")]
    [InlineData("\U0001F600+", "\U0001F600\U0001F600x", "x")]
    public void A_pattern_finds_what_Oniguruma_finds(string pattern, string text, string left)
    {
        var tokenizer = WithSplit(pattern, "Removed");

        Assert.Equal(left, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Theory]
    [InlineData(@"\p{Han}", @"\p{Han}")]
    [InlineData(@"(?<=a)b", "group of this kind")]
    [InlineData(@"(a", "'('")]
    [InlineData(@"a)", "')'")]
    [InlineData(@"[a", "an end")]
    [InlineData(@"*a", "nothing to repeat")]
    [InlineData(@"(a?)*", "can be empty")]
    [InlineData(@"(a?){2}", "can be empty")]
    [InlineData(@"a{1001}", "1000")]
    [InlineData(@"\1", @"\1")]
    [InlineData(@"\bword", @"\b")]
    [InlineData(@"[[:alpha:]]", "[:alpha:]")]
    [InlineData(@"(?i:\u00e9)", "outside ASCII")]
    [InlineData(@"(?i:ss)", "one letter")]
    [InlineData(@"[z-a]", "ends before it begins")]
    [InlineData(@"(((a{900}){900}){900})", "repeats multiply")]
    public void A_pattern_that_is_not_supported_is_refused_with_the_reason(string pattern, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => WithSplit(pattern, "Removed")).Message);

    // Each would take a backtracking matcher longer than the age of the world on a text of this length.
    [Theory]
    [InlineData(@"(?:a+)+b")]
    [InlineData(@"(?:a|a)*b")]
    [InlineData(@"(?:a*?a)+b")]
    [InlineData(@"(?:a{1,100}){1,100}b")]
    public void A_pattern_that_would_take_forever_is_stopped(string pattern)
    {
        var tokenizer = WithSplit(pattern, "Isolated");
        var watch = Stopwatch.StartNew();

        Assert.Contains("steps", Assert.Throws<InvalidDataException>(() => tokenizer.Encode(new string('a', 5000))).Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("Isolated", false, "a |-|-| b")]
    [InlineData("Removed", false, "a | b")]
    [InlineData("MergedWithPrevious", false, "a -|-| b")]
    [InlineData("MergedWithNext", false, "a |-|- b")]
    [InlineData("Contiguous", false, "a |--| b")]
    [InlineData("Removed", true, "-|-")]
    public void The_behaviors_of_a_split_are_those_of_the_reference(string behavior, bool invert, string expected)
    {
        // Merges "x y" that reach over a cut cannot happen, so a token for the whole shows each part.
        string[] parts = ["a ", "-", "--", " b", "a -", "- b", "a --", "-- b", "a -- b"];
        var tokenizer = WithSplit("-", behavior, invert, parts);

        Assert.Equal(expected, string.Join('|', tokenizer.Encode("a -- b").Select(token => tokenizer.Decode([token]))));
    }

    private static BytePairTokenizer WithSplit(string pattern, string behavior, bool invert = false, params IReadOnlyList<string> whole) => LayoutFixture.Load("llama3", json =>
    {
        var split = json["pre_tokenizer"]!["pretokenizers"]![0]!;
        split["pattern"] = new JsonObject { ["Regex"] = pattern };
        (split["behavior"], split["invert"], json["added_tokens"], json["post_processor"]) = (behavior, invert, new JsonArray(), null);
        json["model"]!["merges"] = new JsonArray();
        var vocabulary = json["model"]!["vocab"]!.AsObject();
        foreach (var part in whole)
        {
            vocabulary.TryAdd(part.Replace(' ', ByteSpelling.ToLetter((byte)' ')), vocabulary.Count);
        }
    });
}
