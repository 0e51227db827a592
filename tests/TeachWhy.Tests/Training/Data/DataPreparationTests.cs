using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Training.Data;

public sealed class DataPreparationTests : IDisposable
{
    private const int User = 1, Assistant = 2, End = 0;

    private static readonly WordTokenizer Tokenizer = new(["<end>", "<user>", "<assistant>", "a", "b", "c", "d", "e"]);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_token_of_a_text_is_trained_on_but_the_first()
    {
        var (counts, rows) = Prepare(Objective.NextToken, context: 8, divide: true, """{"text": "a b c"}""", """{"text": "d e"}""");

        Assert.Equal((2, 7, 5), (counts.Documents, counts.Tokens, counts.TrainedTokens));
        var row = Assert.Single(rows);
        Assert.Equal([3, 4, 5, End, 6, 7, End], row.Tokens);
        Assert.Equal([0, 4], row.Starts);
        Assert.Equal(5, row.TotalWeight);
    }

    [Fact]
    public void Only_what_the_assistant_says_is_trained_on()
    {
        var (counts, rows) = Prepare(
            Objective.Supervised, context: 16, divide: false,
            """{"messages": [{"role": "user", "content": "a b"}, {"role": "assistant", "content": "c"}, {"role": "user", "content": "d"}, {"role": "assistant", "content": "e e"}]}""",
            """{"prompt": "a b", "completion": "c d"}""");

        Assert.Equal((2, 5 + 3), (counts.Documents, counts.TrainedTokens));
        Assert.Equal(counts.TrainedTokens, rows.Sum(row => row.TotalWeight));
        string[] expected = ["c", "<end>", "e", "e", "<end>", "c", "d", "<end>"];
        Assert.Equal(expected, rows.SelectMany(row => row.Tokens.Where((_, i) => row.Weights[i] != 0)).Select(token => Tokenizer.Words[token]));
    }

    [Fact]
    public void A_text_longer_than_a_row_is_divided_and_every_token_is_still_predicted_once()
    {
        var words = string.Join(' ', Enumerable.Range(0, 30).Select(i => "abcde"[i % 5]));

        var (counts, rows) = Prepare(Objective.NextToken, context: 8, divide: true, JsonSerializer.Serialize(new { text = words }));

        Assert.Equal((1, 31, 30, 0), (counts.Divided, counts.Tokens, counts.TrainedTokens, counts.LostTokens));
        Assert.Equal(30, rows.Sum(row => row.TotalWeight));
        Assert.All(rows, row => Assert.InRange(row.Tokens.Length, 2, 8));
    }

    [Fact]
    public void What_is_cut_off_left_out_or_too_short_is_counted()
    {
        var (counts, rows) = Prepare(
            Objective.Supervised, context: 5, divide: false,
            """{"messages": [{"role": "user", "content": "a b c d e a b"}, {"role": "assistant", "content": "c"}]}""",
            """{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b c d e"}]}""",
            """{"messages": [{"role": "user", "content": "a"}]}""",
            """{"prompt": "", "completion": ""}""");

        Assert.Equal(4, counts.Documents);
        Assert.Equal((2, 12 + 9 - 10, 1), (counts.Truncated, counts.LostTokens, counts.CutOff));
        Assert.Equal((1, 1), (counts.Unanswered, counts.TooShort));
        Assert.Equal(1, counts.TrainedTokens);
        Assert.Single(rows);
    }

    [Theory]
    [InlineData(Objective.Supervised, """{"text": "a"}""", "holds \"text\", in which no assistant speaks; the supervised objective needs \"messages\", or \"prompt\" and \"completion\".")]
    [InlineData(Objective.NextToken, """{"text": "a z"}""", "cannot be turned into tokens: The word \"z\" is not among the 8 of the vocabulary.")]
    public void An_example_that_cannot_be_used_is_named(Objective objective, string line, string sentence)
    {
        var refusal = Assert.Throws<TrainingDataException>(() => Prepare(objective, 8, true, """{"prompt": "a", "completion": "b"}""", line));

        Assert.StartsWith($"{_folder.PathOf("data.jsonl")}, line 2 {sentence}", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private (DataCounts Counts, List<PackedRow> Rows) Prepare(Objective objective, int context, bool divide, params string[] lines)
    {
        var (data, rows) = (_folder.PathOf("data.jsonl"), _folder.PathOf("rows"));
        File.WriteAllLines(data, lines);
        var (counts, _) = new DataPreparation(Encoder(objective), context, divide).Write([data], _ => true, rows, progress: null, CancellationToken.None);
        using var file = new RowFile(rows, context);
        Assert.Equal(counts.Rows, file.Count);
        return (counts, [.. Enumerable.Range(0, (int)file.Count).Select(i => file[i])]);
    }

    private static ExampleEncoder Encoder(Objective objective) => new(Tokenizer, objective, before: [], after: [End], Conversation);

    /// <summary>A template in small: the speaker's mark, the words, the end; the assistant writes its words and the end.</summary>
    private static ChatExample Conversation(JsonArray messages, JsonArray? tools)
    {
        var (tokens, assistant) = (new List<int>(), new List<bool>());
        foreach (var message in messages)
        {
            var speaks = message!["role"]!.GetValue<string>() is "assistant";
            int[] said = [.. Tokenizer.Encode(message["content"]!.GetValue<string>()), End];
            tokens.AddRange([speaks ? Assistant : User, .. said]);
            assistant.AddRange([false, .. said.Select(_ => speaks)]);
        }
        var turns = messages.Count(message => message!["role"]!.GetValue<string>() is "assistant");
        return new ChatExample(tokens, assistant, turns, turns);
    }
}
