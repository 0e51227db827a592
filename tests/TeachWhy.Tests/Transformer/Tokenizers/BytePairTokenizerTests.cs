using System.Diagnostics;
using System.Text;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

public sealed class BytePairTokenizerTests
{
    private static readonly RandomSource Random = new(3);

    public static TheoryData<string> WithoutNormalizer => ["gpt2", "llama3"];

    [Theory]
    [MemberData(nameof(WithoutNormalizer))]
    public void What_is_encoded_decodes_to_the_same_text(string name)
    {
        var tokenizer = LayoutFixture.Load(name);

        Assert.All(Enumerable.Range(0, 2000).Select(_ => AnyText()), text => Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text))));
    }

    [Theory]
    [MemberData(nameof(WithoutNormalizer))]
    public void Texts_around_a_special_token_are_encoded_each_by_itself(string name)
    {
        var tokenizer = LayoutFixture.Load(name);
        var special = tokenizer.AddedTokens[0];

        Assert.All(Enumerable.Range(0, 500).Select(_ => (Left: AnyText(), Right: AnyText())), pair => Assert.Equal(
            [.. tokenizer.Encode(pair.Left), special.Token, .. tokenizer.Encode(pair.Right)],
            tokenizer.Encode(pair.Left + special.Text + pair.Right)));
    }

    // A word is merged in one way when it is short and in another when it is long; remembered words come back as they were.
    [Fact]
    public void A_long_word_is_merged_as_a_short_one_is()
    {
        var tokenizer = BytePairTraining.Train(["ababab abab aab abba"], 270, []);
        var word = string.Concat(Enumerable.Range(0, 40).Select(_ => Random.Pick(["a", "b"])));

        for (var length = 1; length <= word.Length; length++)
        {
            Assert.Equal(MergedByDefinition(tokenizer, word[..length]), tokenizer.Encode(word[..length]));
            Assert.Equal(tokenizer.Encode(word[..length]), tokenizer.Encode(word[..length]));
        }
    }

    [Theory]
    [InlineData('a')]
    [InlineData(' ')]
    [InlineData('\n')]
    [InlineData('\u0301')]
    public void A_million_of_one_character_take_no_long_time(char letter)
    {
        var (tokenizer, text, watch) = (LayoutFixture.Load("qwen2"), new string(letter, 1_000_000), Stopwatch.StartNew());

        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        var tokenizer = LayoutFixture.Load("gpt2");

        Assert.Equal("a\uFFFDb\uFFFD", tokenizer.Decode(tokenizer.Encode("a\uD800b\uDC00")));
    }

    [Fact]
    public void A_number_that_is_no_token_stands_for_nothing() =>
        Assert.Equal("a", new[] { LayoutFixture.Load("gpt2") }.Select(tokenizer => tokenizer.Decode([-1, tokenizer.Find("a")!.Value, 1_000_000])).Single());

    [Fact]
    public void The_bytes_of_tokens_are_the_bytes_of_the_text()
    {
        var (tokenizer, text) = (LayoutFixture.Load("llama3"), "e\u0301 \ud83d\ude00<|eot_id|>");

        Assert.Equal(Encoding.UTF8.GetBytes(text), tokenizer.Encode(text).SelectMany(token => tokenizer.Bytes(token).ToArray()));
    }

    // Each byte as a letter that can be seen, as GPT-2 wrote it down: what is spelled can be read back.
    [Fact]
    public void Every_byte_has_its_letter()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();

        Assert.Equal(bytes, ByteSpelling.ToBytes(ByteSpelling.ToToken(bytes)));
        Assert.Equal("ĠĊa¡ÃĀ", ByteSpelling.ToToken([(byte)' ', (byte)'\n', (byte)'a', 0xA1, 0xC3, 0]));
    }

    // A name that GGUF gives is enough to make the same tokenizer again.
    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama3")]
    [InlineData("qwen2")]
    public void Vocabulary_and_layout_make_the_same_tokenizer(string name)
    {
        var original = LayoutFixture.Load(name);

        var made = new BytePairTokenizer(original.Vocabulary, original.AddedTokens, BytePairLayout.Find(original.Layout!.Name)!);

        Assert.All(LayoutFixture.CasesOf(name).Where(one => one.Text is not null), one => Assert.Equal(one.Ids, made.Encode(one.Text!)));
    }

    private static IReadOnlyList<int> MergedByDefinition(BytePairTokenizer tokenizer, string word)
    {
        var parts = word.Select(letter => $"{letter}").ToList();
        while (tokenizer.Vocabulary.Find(word) is null || parts.Count > 1)
        {
            var merge = tokenizer.Vocabulary.Merges.Select(merge => (int?)parts.Zip(parts.Skip(1)).ToList().IndexOf(merge)).FirstOrDefault(at => at >= 0);
            if (merge is not { } at)
            {
                break;
            }
            parts[at] += parts[at + 1];
            parts.RemoveAt(at + 1);
        }
        return tokenizer.Vocabulary.Find(word) is { } whole ? [whole] : [.. parts.Select(part => tokenizer.Vocabulary.Find(part)!.Value)];
    }

    private static string AnyText()
    {
        string[] bits = [" ", "  ", "\n", "\r\n", "\t", "don't", "THE", "12", "e\u0301", "\u0301", "\u00A0", "!", "<|", "\u0000"];
        var text = new StringBuilder();
        for (var i = Random.NextInt(12); i > 0; i--)
        {
            text.Append(Random.Chance(0.5) ? Random.Pick(bits) : AnyCharacter().ToString());
        }
        return text.ToString();
    }

    private static Rune AnyCharacter()
    {
        var point = Random.NextInt(0x110000 - 0x800);
        return new Rune(point < 0xD800 ? point : point + 0x800);
    }
}
