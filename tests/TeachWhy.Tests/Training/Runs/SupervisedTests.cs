using System.Text.Json;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Training.Runs;

public sealed class SupervisedTests : IDisposable
{
    private const string Line = "train --shape tiny --tokenizer chat --objective supervised --data talks.jsonl --context 48 --out out ";

    private static readonly string[] Words = ["<end>", "<user>", "<assistant>", "<tool>", "<system>", .. Enumerable.Range(0, 20).SelectMany(i => new[] { $"q{i}", $"a{i}" })];

    // A template whose marks are words: what the assistant says goes up to the end mark.
    private const string Template = "{% for m in messages %}<{{ m.role }}> {{ m.content }} {% if m.role == 'assistant' %}<end> {% endif %}{% endfor %}{% if add_generation_prompt %}<assistant> {% endif %}";

    private readonly Workplace _place = new();

    public SupervisedTests()
    {
        Directory.CreateDirectory(_place.PathOf("chat"));
        new WordTokenizer(Words).Save(_place.PathOf("chat"));
        File.WriteAllText(_place.PathOf("chat/tokenizer_config.json"), JsonSerializer.Serialize(new { eos_token = "<end>", chat_template = Template }));
    }

    [Fact]
    public async Task Every_token_that_is_trained_on_is_the_assistants_and_its_number_is_told_before_the_first_step()
    {
        Write("talks.jsonl", Enumerable.Range(0, 200).Select(i => Talk($"q{i % 20} q{i * 7 % 20}", $"a{i % 20}")));

        Assert.Equal((0, ""), (await _place.RunAsync(Line + "--epochs 8 --validation-share 0.1"), _place.Terminal.Error));

        var record = _place.Record("out");
        using var rows = new RowFile(_place.PathOf("out/data/training.rows"), 48);
        var trained = Enumerable.Range(0, (int)rows.Count).Select(i => rows[i])
            .SelectMany(row => row.Tokens.Where((_, i) => row.Weights[i] != 0)).Select(token => Words[token]).ToList();
        Assert.Equal(record.Data.TrainedTokens, trained.Count);
        Assert.Equal(2 * record.Data.Documents, trained.Count);
        Assert.All(trained, word => Assert.True(word == "<end>" || word[0] == 'a', word));
        Assert.InRange(record.Validation[^1].Loss, 0, record.Validation[0].Loss / 3);
        var output = _place.Terminal.Output;
        Assert.InRange(output.IndexOf($"{trained.Count} of them trained on", StringComparison.Ordinal), 0, output.IndexOf("step 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_cut_off_is_counted_and_said()
    {
        Write("talks.jsonl", [Talk(string.Join(' ', Enumerable.Repeat("q1", 60)), "a1"), Talk("q1", string.Join(' ', Enumerable.Repeat("a1", 60))), Talk("q1", "a1"), Only("user", "q2")]);

        await _place.RunAsync(Line + "--validation-share 0");

        var data = _place.Record("out").Data;
        Assert.Equal((4, 2, 1, 1), (data.Documents, data.Truncated, data.CutOff, data.Unanswered));
        Assert.Contains("2 longer than a row were cut and lost", _place.Terminal.Output, StringComparison.Ordinal);
        Assert.Contains("1 left out because all of the assistant's words were cut off", _place.Terminal.Output, StringComparison.Ordinal);
        Assert.Contains("1 left out because the assistant says nothing", _place.Terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_trains_nothing_is_refused()
    {
        Write("talks.jsonl", [Only("user", "q1"), Only("user", "q2"), Talk(string.Join(' ', Enumerable.Repeat("q1", 60)), "a1")]);

        var exitCode = await _place.RunAsync(Line + "--validation-share 0");

        Assert.Equal(
            (1, $"No token of {_place.PathOf("talks.jsonl")} would be trained on: of 3 examples 0 are shorter than two tokens, in 2 the assistant says nothing, " +
                "and in 1 all that it says lies behind the context of 48 tokens." + Environment.NewLine),
            (exitCode, _place.Terminal.Error));
        Assert.False(Directory.Exists(_place.PathOf("out/checkpoint")));
    }

    [Fact]
    public async Task Conversations_without_a_template_are_refused_and_one_may_be_given()
    {
        Write("talks.jsonl", [Talk("q1", "a1"), Talk("q2", "a2")]);
        File.WriteAllText(_place.PathOf("chat/tokenizer_config.json"), "{}");

        Assert.Equal(1, await _place.RunAsync(Line + "--validation-share 0"));
        Assert.Equal(
            $"{_place.PathOf("talks.jsonl")}, line 1 holds \"messages\", but there is no chat template to write them with; give one with --template, or a checkpoint that has one." + Environment.NewLine,
            _place.Terminal.Error);

        File.WriteAllText(_place.PathOf("mine.jinja"), Template);
        Assert.Equal(0, await _place.RunAsync(Line.Replace("--out out", "--out other", StringComparison.Ordinal) + "--validation-share 0 --template mine.jinja"));
        using var checkpoint = Checkpoint.Load(_place.PathOf("other/checkpoint"));
        Assert.Equal(Template, checkpoint.ChatTemplate);
    }

    [Fact]
    public async Task A_template_that_is_none_is_refused()
    {
        Write("talks.jsonl", [Talk("q1", "a1")]);
        File.WriteAllText(_place.PathOf("broken.jinja"), "{% for %}");

        Assert.Equal(1, await _place.RunAsync(Line + "--template broken.jinja"));

        Assert.StartsWith("The chat template cannot be used: ", _place.Terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_weights_may_be_saved_in_half_the_bytes_and_go_on_from_there()
    {
        Write("talks.jsonl", Enumerable.Range(0, 40).Select(i => Talk($"q{i % 20}", $"a{i % 20}")));
        await _place.RunAsync(Line + "--type bfloat16");

        var size = new FileInfo(_place.PathOf("out/checkpoint/model.safetensors")).Length;
        Assert.InRange(size, _place.Record("out").Parameters * 2, _place.Record("out").Parameters * 2 + 8192);

        Assert.Equal(0, await _place.RunAsync("train --from out/checkpoint --objective supervised --data talks.jsonl --epochs 1 --out next"));
        Assert.Equal(_place.Record("out").Validation[^1].Loss, _place.Record("next").Validation[0].Loss, tolerance: 0.05);
    }

    public void Dispose() => _place.Dispose();

    private void Write(string name, IEnumerable<object> lines) => File.WriteAllLines(_place.PathOf(name), lines.Select(line => JsonSerializer.Serialize(line)));

    private static object Talk(string question, string answer) => new
    {
        messages = new[] { new { role = "user", content = question }, new { role = "assistant", content = answer } },
    };

    private static object Only(string role, string content) => new { messages = new[] { new { role, content } } };
}
