using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.App.Submitting;

/// <summary><c>teachwhy export --submit</c> from a dataset to a trained model, before a server that speaks the documented endpoints.</summary>
public sealed class SubmitTests : IAsyncLifetime
{
    private const string Base = "openai/gpt-4.1-mini-2025-04-14";
    private const string Command = $"export made.jsonl --format openai --out advice.jsonl --submit --base {Base} --yes";

    private FineTuningServer _server = null!;
    private EvalTerminal _terminal = null!;

    public async Task InitializeAsync()
    {
        _server = await FineTuningServer.StartAsync();
        _terminal = new EvalTerminal { Variable = _server.Variable };
        File.WriteAllLines(_terminal.PathOf("made.jsonl"), Enumerable.Range(1, 12).Select(number =>
            $$"""{"messages":[{"role":"user","content":"May I? {{number}}"},{"role":"assistant","content":"No, because of {{number}}."}]}"""));
    }

    public async Task DisposeAsync()
    {
        _terminal.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_dataset_becomes_a_model_with_one_command()
    {
        var code = await _terminal.RunAsync($"{Command} --suffix advice --epochs 2 --seed 7");

        Assert.Equal((0, ""), (code, _terminal.Error));
        var upload = Assert.Single(_server.Uploads);
        Assert.Equal(File.ReadAllText(_terminal.PathOf("advice.jsonl")), upload);
        Assert.Equal("fine-tune", (string?)_server.Files.Single()["purpose"]);
        Assert.EndsWith(".jsonl", (string?)_server.Files.Single()["filename"], StringComparison.Ordinal);
        var order = Assert.Single(_server.Orders);
        Assert.Equal(("gpt-4.1-mini-2025-04-14", "file-1", "advice", 7), ((string?)order["model"], (string?)order["training_file"], (string?)order["suffix"], (int)order["seed"]!));
        Assert.Equal("""{"type":"supervised","supervised":{"hyperparameters":{"n_epochs":2}}}""", order["method"]!.ToJsonString());
        Assert.Contains("ftjob-1: queued; about 10 min left; Step 3/9: training loss=0.71", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("Trained openai/ft:gpt-4.1-mini-2025-04-14:org:advice:Abc123 on 4,321 tokens.", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("./teachwhy eval --model openai/ft:gpt-4.1-mini-2025-04-14:org:advice:Abc123 ", _terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_command_after_the_end_asks_nobody_and_says_the_same()
    {
        await _terminal.RunAsync(Command);
        var asked = _server.Asked;

        Assert.Equal(0, await _terminal.RunAsync(Command));

        Assert.Equal(asked, _server.Asked);
        Assert.Contains("./teachwhy eval --model openai/ft:gpt-4.1-mini-2025-04-14:org:advice:Abc123 ", _terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_that_is_told_to_paste_is_one_that_eval_takes()
    {
        await _terminal.RunAsync(Command);
        var line = _terminal.Output.Trim().Split('\n')[^1];

        Assert.Equal(0, await _terminal.RunAsync(line[(line.IndexOf("teachwhy ", StringComparison.Ordinal) + "teachwhy ".Length)..]));
    }

    [Fact]
    public async Task A_compatible_server_is_asked_without_key_and_consent()
    {
        _server.Model = "tuned/7";
        var address = $"openai:{_server.Address}v1/small";

        Assert.Equal((0, ""), (await _terminal.RunAsync($"export made.jsonl --format openai --out advice.jsonl --submit --base {address}"), _terminal.Error));
        Assert.Contains($"--model openai:{_server.Address}v1/tuned/7 ", _terminal.Output, StringComparison.Ordinal);
        Assert.Equal("small", (string?)_server.Orders.Single()["model"]);
        Assert.Null(_server.Orders.Single()["method"]);
    }

    [Fact]
    public async Task Programs_get_one_object_a_line()
    {
        Assert.Equal(0, await _terminal.RunAsync($"{Command} --json"));

        var events = _terminal.Output.Trim().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["uploading", "starting", "following", "following", "following", "following", "finished"], events.Select(one => (string)one["event"]!));
        Assert.Equal(["validating_files", "queued", "running", "succeeded"], events.Skip(2).SkipLast(1).Select(one => (string)one["status"]!));
        Assert.Equal("openai/ft:gpt-4.1-mini-2025-04-14:org:advice:Abc123", (string?)events[^1]["model"]);
    }

    [Fact]
    public async Task A_job_that_fails_is_told_in_the_providers_words_and_not_started_again()
    {
        (_server.Course, _server.Error) = (["validating_files", "failed"], "Line 3 is \u001b[31mbad\u202e.");

        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(2, await _terminal.RunAsync(Command));
            Assert.Contains("ftjob-1 failed at the provider: Line 3 is [31mbad⟨U+202E⟩. To start another job, delete ", _terminal.Error, StringComparison.Ordinal);
        }

        Assert.Single(_server.Orders);
        File.Delete(_terminal.PathOf("advice.jsonl.job.json"));
        _server.Course = ["running", "succeeded"];
        Assert.Equal(0, await _terminal.RunAsync(Command));
        Assert.Equal((1, 2), (_server.Uploads.Count, _server.Orders.Count));
    }

    [Fact]
    public async Task A_job_is_cancelled_when_asked()
    {
        using var stop = new CancellationTokenSource();
        _server.Course = ["running"];
        _server.Fault = (number, _) => number == 8 ? new FineTuningFault.Gone(true, stop.Cancel) : null;
        Assert.Equal(130, await _terminal.RunAsync(Command, stop.Token));
        Assert.Contains("Stopped following: ftjob-1 goes on at 127.0.0.1. The same command follows it again, and with --cancel cancels it.", _terminal.Error, StringComparison.Ordinal);

        Assert.Equal(1, await _terminal.RunAsync($"{Command.Replace(Base, "openai/other", StringComparison.Ordinal)} --cancel"));
        Assert.Contains($"is about a job that trains {Base} at ", _terminal.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (await _terminal.RunAsync($"{Command} --cancel"), _terminal.Error));
        Assert.Contains("ftjob-1: cancelled.", _terminal.Output, StringComparison.Ordinal);
        Assert.Equal(2, await _terminal.RunAsync(Command));
        Assert.Contains("ftjob-1 cancelled at the provider.", _terminal.Error, StringComparison.Ordinal);
        Assert.Single(_server.Orders);
    }

    [Fact]
    public async Task A_file_that_is_gone_at_the_provider_is_uploaded_again_once_the_note_is_deleted()
    {
        _server.Fault = (_, request) => request.Method == "POST" && request.Path == "/v1/fine_tuning/jobs" ? new FineTuningFault.Status(400, Message: "No such file.") : null;
        Assert.Equal(1, await _terminal.RunAsync(Command));
        Assert.Contains("status 400, No such file; ", _terminal.Error, StringComparison.Ordinal);
        Assert.EndsWith("advice.jsonl.job.json goes on with file-1, so delete it to begin anew.", _terminal.Error.Trim(), StringComparison.Ordinal);

        File.Delete(_terminal.PathOf("advice.jsonl.job.json"));
        _server.Files.Clear();
        _server.Fault = (_, _) => null;
        Assert.Equal(0, await _terminal.RunAsync(Command));
        Assert.Equal((2, 1), (_server.Uploads.Count, _server.Orders.Count));
    }

    [Fact]
    public async Task Training_costs_money_and_is_not_begun_unasked()
    {
        Assert.Equal(1, await _terminal.RunAsync(Command.Replace(" --yes", " --epochs 3", StringComparison.Ordinal)));

        Assert.Matches(@"is trained on about \d+ tokens 3 times, [\d,]+ in all, which it puts on your bill by its price for training: add --yes to go on\.", _terminal.Error);
        Assert.Equal(0, _server.Asked);
        Assert.False(File.Exists(_terminal.PathOf("advice.jsonl.job.json")));
    }

    [Fact]
    public async Task A_job_of_other_wishes_is_not_taken_for_the_noted_one()
    {
        await _terminal.RunAsync(Command);
        var (asked, before) = (_server.Asked, File.ReadAllText(_terminal.PathOf("advice.jsonl")));

        Assert.Equal(1, await _terminal.RunAsync($"{Command} --epochs 3"));
        Assert.Contains("advice.jsonl.job.json is about a job with --epochs (none) and not 3", _terminal.Error, StringComparison.Ordinal);

        File.AppendAllText(_terminal.PathOf("made.jsonl"), """{"messages":[{"role":"user","content":"And?"},{"role":"assistant","content":"No."}]}""");
        Assert.Equal(1, await _terminal.RunAsync($"{Command} --force"));
        Assert.Contains("the dataset gives something else now", _terminal.Error, StringComparison.Ordinal);
        Assert.Equal((asked, before), (_server.Asked, File.ReadAllText(_terminal.PathOf("advice.jsonl"))));
    }

    [Fact]
    public async Task An_incomplete_dataset_is_trained_on_only_when_that_is_said()
    {
        await _terminal.RunAsync("data difficult-advice --author grammar --items 12 --out data");
        File.WriteAllText(_terminal.PathOf("data/manifest.json"), File.ReadAllText(_terminal.PathOf("data/manifest.json")).Replace("\"complete\": true", "\"complete\": false", StringComparison.Ordinal));
        var line = Command.Replace("made.jsonl", "data", StringComparison.Ordinal) + " --without-thinking";

        Assert.Equal(1, await _terminal.RunAsync(line));
        Assert.Contains("data is incomplete: its making ended early; the same teachwhy data command goes on with it, or --incomplete trains on what is there.", _terminal.Error, StringComparison.Ordinal);
        Assert.Equal((0, false), (_server.Asked, File.Exists(_terminal.PathOf("advice.jsonl"))));

        Assert.Equal(0, await _terminal.RunAsync($"{line} --incomplete"));
        Assert.Contains("Warning: ", _terminal.Error, StringComparison.Ordinal);
        Assert.Single(_server.Orders);
    }

    [Theory]
    [InlineData("export made.jsonl --format trl --out o.jsonl --submit --base openai/x", "--submit is for OpenAI's fine-tuning: --format must be openai.")]
    [InlineData("export made.jsonl --format openai --out o.jsonl --epochs 3", "--epochs is for --submit, which is not given.")]
    [InlineData("export made.jsonl --format openai --out o.jsonl --incomplete", "--incomplete is for --submit, which is not given.")]
    [InlineData("export made.jsonl --format openai --out o.jsonl --submit", "--base is missing: with --submit it must name the model to train")]
    [InlineData("export made.jsonl --format openai --out o.jsonl --submit --base gpt", "--base cannot be used: 'gpt' is no model")]
    [InlineData("export made.jsonl --format openai --out o.jsonl --submit --base anthropic/x", "--base cannot be 'anthropic/x'")]
    [InlineData("export made.jsonl --format openai --out o.jsonl --submit --base openai/x --epochs 51", "--epochs cannot be '51'")]
    [InlineData("export made.jsonl --format openai --out o.jsonl --submit --base openai/x --suffix ä", "--suffix cannot be 'ä'")]
    [InlineData("export made.jsonl --format openai --out o.jsonl --submit --base openai/x --cancel", "--cancel cannot be: ")]
    [InlineData("export few.jsonl --format openai --out o.jsonl --submit --base openai/x --yes", "holds 2 examples; OpenAI's fine-tuning wants at least 10.")]
    [InlineData("export made.jsonl --format openai --out few.jsonl --submit --base openai/x --yes", "few.jsonl is already there with something else in it; --force replaces it.")]
    public async Task A_mistake_in_use_is_one_sentence_and_nobody_is_asked(string line, string sentence)
    {
        File.WriteAllLines(_terminal.PathOf("few.jsonl"), File.ReadLines(_terminal.PathOf("made.jsonl")).Take(2));

        Assert.Equal(1, await _terminal.RunAsync(line));

        Assert.Contains(sentence, _terminal.Error, StringComparison.Ordinal);
        Assert.Single(_terminal.Error.Trim().Split('\n'));
        Assert.Equal(0, _server.Asked);
    }

    [Fact]
    public async Task A_key_that_is_missing_is_said_before_anything_is_written()
    {
        using var terminal = new EvalTerminal { Variable = _ => null };
        File.Copy(_terminal.PathOf("made.jsonl"), terminal.PathOf("made.jsonl"));

        Assert.Equal(1, await terminal.RunAsync(Command));

        Assert.Contains("needs a key in the environment variable OPENAI_API_KEY", terminal.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(terminal.PathOf("advice.jsonl")));
    }
}
