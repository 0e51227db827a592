using System.Text.Json;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Training.Runs;

public sealed class NewTokenizerTests : IDisposable
{
    private const string Line = "train --shape tiny --vocabulary 400 --context 320 --out out --data talks.jsonl ";

    private readonly Workplace _place = new();

    public NewTokenizerTests() => File.WriteAllLines(_place.PathOf("talks.jsonl"), Enumerable.Range(0, 120).Select(i => JsonSerializer.Serialize(new
    {
        messages = new object[]
        {
            new { role = "system", content = "Answer <|im_end|> in short." },
            new { role = "user", content = $"How much is {i} and one?" },
            new { role = "assistant", content = "", tool_calls = new[] { new { type = "function", function = new { name = "add", arguments = $"{{\"a\": {i}}}" } } } },
            new { role = "tool", content = $"{i + 1}" },
            new { role = "assistant", content = $"It is {i + 1}." },
        },
        tools = new[] { new { type = "function", function = new { name = "add", description = "Adds one." } } },
    })));

    [Fact]
    public async Task A_model_without_a_tokenizer_gets_one_from_its_data_with_a_template_that_its_checkpoint_keeps()
    {
        Assert.Equal((0, ""), (await _place.RunAsync(Line + "--objective supervised --steps 6"), _place.Terminal.Error));

        using var checkpoint = Checkpoint.Load(_place.PathOf("out/checkpoint"));
        var tokenizer = Assert.IsType<BytePairTokenizer>(checkpoint.Tokenizer);
        Assert.InRange(tokenizer.Count, 300, 400);
        Assert.Equal("<|endoftext|><|im_end|>", tokenizer.Decode(checkpoint.SpecialTokens.End));
        Assert.NotNull(checkpoint.ChatTemplate);
    }

    // What is trained on is exactly what the assistant would have to write: calls and answers, each up to the end of its turn.
    [Fact]
    public async Task The_template_tells_the_assistants_words_from_all_others()
    {
        await _place.RunAsync(Line + "--objective supervised --steps 2 --validation-share 0");

        var tokenizer = Tokenizer.Load(_place.PathOf("out/checkpoint"));
        using var rows = new RowFile(_place.PathOf("out/data/training.rows"), 320);
        var row = rows[0];
        Assert.Equal(0, _place.Record("out").Data.Truncated);
        var trained = tokenizer.Decode(row.Tokens.Where((_, i) => row.Weights[i] != 0));
        const string Turns = @"\n<tool_call>\n\{""name"": ""add"", ""arguments"": \{""a"": \d+\}\}\n</tool_call><\|im_end\|>It is \d+\.<\|im_end\|>";
        Assert.Matches($"^({Turns})+$", trained);

        // The mark that stands in the system's words is text: five turns, five marks.
        Assert.Equal(5 * row.Starts.Length, row.Tokens.Count(token => token == tokenizer.Find("<|im_end|>")));
    }

    [Fact]
    public async Task Texts_end_with_the_end_of_text_and_conversations_can_be_learned_whole()
    {
        File.WriteAllText(_place.PathOf("text.jsonl"), "{\"text\": \"one two\"}\n{\"prompt\": \"1+1=\", \"completion\": \"2 <|endoftext|>\"}\n");

        Assert.Equal((0, ""), (await _place.RunAsync(Line + "text.jsonl --objective next-token --steps 2 --validation-share 0"), _place.Terminal.Error));

        var data = _place.Record("out").Data;
        Assert.Equal(122, data.Documents);
        Assert.Equal(data.Tokens - data.Documents, data.TrainedTokens);
        var tokenizer = Tokenizer.Load(_place.PathOf("out/checkpoint"));
        using var rows = new RowFile(_place.PathOf("out/data/training.rows"), 320);
        Assert.Equal(2, Enumerable.Range(0, (int)rows.Count).Sum(i => rows[i].Tokens.Count(token => token == tokenizer.Find("<|endoftext|>"))));
    }

    [Fact]
    public async Task The_tokenizer_is_made_once_and_a_damaged_one_again()
    {
        await _place.RunAsync(Line + "--objective supervised --steps 4");
        var whole = _place.Model("out/checkpoint");
        foreach (var name in new[] { "training.json", "tokenizer/tokenizer.json" })
        {
            File.Delete(_place.PathOf($"out/{name}"));
        }

        Assert.Equal(0, await _place.RunAsync(Line + "--objective supervised --steps 4"));

        Assert.Equal(whole, _place.Model("out/checkpoint"));
    }

    // The held-out examples follow from the seed, so what the first run measured last is what the second measures first.
    [Fact]
    public async Task A_run_goes_on_from_a_gguf_file_as_from_the_folder_it_was_made_of()
    {
        await _place.RunAsync(Line + "--objective supervised --steps 8");
        using (var made = Checkpoint.Load(_place.PathOf("out/checkpoint")))
        {
            var options = new CheckpointOptions { ChatTemplate = made.ChatTemplate, SpecialTokens = made.SpecialTokens };
            Checkpoint.SaveGguf(_place.PathOf("made.gguf"), made.Weights, made.Tokenizer, made.Origin, options);
        }

        foreach (var from in new[] { "out/checkpoint", "made.gguf" })
        {
            var folder = $"next-{Path.GetFileName(from)}";
            Assert.Equal((0, ""), (await _place.RunAsync($"train --from {from} --objective supervised --data talks.jsonl --steps 8 --out {folder}"), _place.Terminal.Error));
            Assert.Equal(_place.Record("out").Validation[^1].Loss, _place.Record(folder).Validation[0].Loss, tolerance: 1e-4);
        }

        Assert.Equal(_place.Record("next-checkpoint").Losses, _place.Record("next-made.gguf").Losses);
    }

    public void Dispose() => _place.Dispose();
}
