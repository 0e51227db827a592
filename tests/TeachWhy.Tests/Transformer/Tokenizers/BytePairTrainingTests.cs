using System.Text;
using TeachWhy.Tests.House;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

public sealed class BytePairTrainingTests
{
    private static IEnumerable<string> Documents =>
        Repository.Files("docs", "*.md").Select(file => string.Join('\n', file.Lines));

    [Fact]
    public void The_most_frequent_pair_is_merged_first()
    {
        // "ab" comes four times, "abc" three, " ab" twice.
        var tokenizer = BytePairTraining.Train(["abc abc abc", "ab cd"], vocabulary: 258, []);

        Assert.Equal([("a", "b"), ("ab", "c")], tokenizer.Vocabulary.Merges);
    }

    [Fact]
    public void Equally_frequent_pairs_go_by_the_lower_token_on_the_left_and_then_on_the_right()
    {
        var tokenizer = BytePairTraining.Train(["xz", "xy", "wz"], vocabulary: 259, []);

        Assert.Equal([("w", "z"), ("x", "y"), ("x", "z")], tokenizer.Vocabulary.Merges);
    }

    // Equally frequent pairs, pairs that overlap, and merges that spell a token that is there already included.
    [Fact]
    public void Merges_are_those_that_the_reference_learns()
    {
        var learned = LayoutFixture.Training;

        var tokenizer = BytePairTraining.Train(learned.Lines, 256 + learned.Merges.Length, []);

        Assert.True(learned.Merges.Length > 500);
        Assert.Equal(learned.Merges.Select(merge => (merge[0], merge[1])), tokenizer.Vocabulary.Merges);
    }

    // Slow and plain: count every pair of every word anew, merge the best, again.
    [Fact]
    public void Merges_are_those_of_the_definition()
    {
        var words = Documents.SelectMany(text => text.Split()).Where(word => word.Length > 1 && word.All(char.IsAsciiLetterLower)).Take(1500).ToList();

        var learned = BytePairTraining.Train(words, vocabulary: 356, []).Vocabulary;

        Assert.Equal(MergesByDefinition(words, 100), learned.Merges);
    }

    [Fact]
    public void The_same_texts_give_the_same_tokenizer()
    {
        var first = BytePairTraining.Train(Documents, 700, ["<|end|>"]);
        var second = BytePairTraining.Train(Documents, 700, ["<|end|>"]);

        Assert.Equal(first.Vocabulary.Spellings, second.Vocabulary.Spellings);
        Assert.Equal(first.Vocabulary.Merges, second.Vocabulary.Merges);
    }

    [Fact]
    public void What_is_trained_has_the_size_asked_for_shortens_text_and_gives_it_back()
    {
        var tokenizer = BytePairTraining.Train(Documents, 700, ["<|begin|>", "<|end|>"]);
        var text = string.Concat(Documents);

        var tokens = tokenizer.Encode(text);

        Assert.Equal(700, tokenizer.Count);
        Assert.Equal([698, 699], tokenizer.AddedTokens.Select(token => token.Token));
        Assert.Equal("llama-bpe", tokenizer.Layout?.Name);
        Assert.True(tokens.Count < text.Length / 2);
        Assert.Equal(text, tokenizer.Decode(tokens));
    }

    [Fact]
    public void A_corpus_with_few_pairs_gives_fewer_tokens() =>
        Assert.Equal(258, BytePairTraining.Train(["aaaa"], 1000, []).Count);

    [Fact]
    public void Without_texts_there_are_the_bytes_alone() =>
        Assert.Equal([.. Encoding.UTF8.GetBytes("é😀").Select(value => ByteSpelling.ToToken([value]))], SpellingsOf(BytePairTraining.Train([], 1000, []), "é😀"));

    [Theory]
    [InlineData(255, "<|end|>", "256")]
    [InlineData(256, "<|end|>", "257")]
    [InlineData(1000, "", "0 characters")]
    public void A_vocabulary_that_cannot_be_is_refused(int vocabulary, string special, string named) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => BytePairTraining.Train(["a"], vocabulary, vocabulary == 255 ? [] : [special])).Message);

    [Fact]
    public void A_special_token_named_twice_is_refused() =>
        Assert.Contains("<|end|>", Assert.Throws<ArgumentException>(() => BytePairTraining.Train(["a"], 300, ["<|end|>", "<|end|>"])).Message);

    private static IEnumerable<string?> SpellingsOf(BytePairTokenizer tokenizer, string text) =>
        tokenizer.Encode(text).Select(token => tokenizer.Vocabulary.Spellings[token]);

    private static List<(string Left, string Right)> MergesByDefinition(IEnumerable<string> words, int count)
    {
        var tokens = Enumerable.Range(0, 256).Select(value => $"{ByteSpelling.ToLetter((byte)value)}").Order(StringComparer.Ordinal).ToList();
        var (split, merges) = (words.Select(word => word.Select(letter => $"{letter}").ToList()).ToList(), new List<(string, string)>());
        while (merges.Count < count)
        {
            var (left, right) = split.SelectMany(word => word.Zip(word.Skip(1)))
                .GroupBy(pair => pair)
                .OrderByDescending(pair => pair.Count()).ThenBy(pair => tokens.IndexOf(pair.Key.First)).ThenBy(pair => tokens.IndexOf(pair.Key.Second))
                .First().Key;
            merges.Add((left, right));
            tokens.Add(left + right);
            foreach (var word in split)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if (word[i] == left && word[i + 1] == right)
                    {
                        word[i] = left + right;
                        word.RemoveAt(i + 1);
                    }
                }
            }
        }
        return merges;
    }
}
