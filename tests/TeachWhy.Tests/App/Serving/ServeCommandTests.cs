using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using TeachWhy.App;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Serving;

/// <summary>The command, from its arguments to its exit code.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServeCommandTests()
    {
        Directory.CreateDirectory(_folder.PathOf("teller"));
        var tokenizer = new WordTokenizer(["once", "upon", "a", "time", "there", "was"]);
        using var model = TransformerModel.Create(
            new TransformerShape { Vocabulary = tokenizer.Count, Channels = 16, Layers = 1, Heads = 2, KeyValueHeads = 2, Hidden = 24, Context = 32 }, seed: 1);
        Checkpoint.Save(Checkpoints, model, tokenizer, new CheckpointOrigin("a test", 1, 1, "", ""));
    }

    // As a training run leaves it: the model is named after the run.
    private string Checkpoints => _folder.PathOf("teller/checkpoint");

    [Fact]
    public async Task A_server_says_where_it_is_answers_and_ends_with_0_when_it_is_stopped()
    {
        var terminal = new Terminal();
        using var stop = new CancellationTokenSource();
        var run = terminal.RunAsync($"serve {Checkpoints} --port 0", new ScriptedRunner(), stop.Token);
        var address = await AddressAsync(terminal, run);

        using var client = new HttpClient();
        using var content = new StringContent("""{"model":"teller","prompt":"once upon","max_tokens":3,"echo":true,"seed":2}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"{address}/completions"), content);
        var text = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["choices"]![0]!["text"]!;
        await stop.CancelAsync();

        Assert.Equal((0, ""), (await run, terminal.Error));
        Assert.Equal(5, text.Split(' ').Length);
        Assert.StartsWith("once upon ", text, StringComparison.Ordinal);
        var lines = terminal.Output.Split(Environment.NewLine);
        Assert.Contains($"Serving 'teller' at {address} (", lines[0], StringComparison.Ordinal);
        Assert.Contains($"  curl {address}/completions -H \"Content-Type: application/json\" -d '{{\"model\":\"teller\",\"prompt\":\"once upon a\"}}'", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("  200  POST /v1/completions  2 + 3 tokens", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Stopping", StringComparison.Ordinal));
    }

    // A checkpoint of a published layout, from its files to its answer, with what an adapter changes.
    [Fact]
    public async Task A_checkpoint_with_a_template_chats_and_an_adapter_changes_what_it_says()
    {
        var tokenizer = BytePairTraining.Train(["the quick brown fox, the quick brown fox"], 280, ["<|im_start|>", "<|im_end|>"]);
        var end = tokenizer.Find("<|im_end|>")!.Value;
        var options = new CheckpointOptions
        {
            ChatTemplate = "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}",
            SpecialTokens = new SpecialTokens(null, [end], null),
        };
        using var model = TransformerModel.Create(
            new TransformerShape { Vocabulary = tokenizer.Count, Channels = 32, Layers = 1, Heads = 2, KeyValueHeads = 2, Hidden = 48, Context = 128 }, seed: 1);
        Checkpoint.Save(_folder.PathOf("chat"), model, tokenizer, new CheckpointOrigin("a test", 1, 1, "", ""), options);
        using var adapter = LowRankAdapter.Create(model.Shape, new LowRankOptions(), seed: 2);
        foreach (var tensor in adapter.Tensors)
        {
            tensor.Values.Fill(0.3f);
        }

        adapter.Save(_folder.PathOf("adapter"));

        var plain = await AskAsync($"serve {_folder.PathOf("chat")} --port 0");
        var adapted = await AskAsync($"serve {_folder.PathOf("chat")} --port 0 --name chat --adapter {_folder.PathOf("adapter")}");
        Checkpoint.SaveGguf(_folder.PathOf("chat.gguf"), model, tokenizer, new CheckpointOrigin("a test", 1, 1, "", ""), options);
        var file = await AskAsync($"serve {_folder.PathOf("chat.gguf")} --port 0");
        Directory.CreateDirectory(_folder.PathOf("run"));
        File.WriteAllText(_folder.PathOf("run/training.json"), "{}");
        Checkpoint.Save(_folder.PathOf("run/checkpoint"), model, tokenizer, new CheckpointOrigin("a test", 1, 1, "", ""), options);
        var ofRun = await AskAsync($"serve {_folder.PathOf("run")} --port 0 --name chat");
        var rounded = await AskAsync($"serve {_folder.PathOf("chat")} --port 0 --type bfloat16");

        var prompt = new ChatEncoder(ChatTemplate.Parse(options.ChatTemplate), tokenizer, options.SpecialTokens)
            .EncodePrompt([new JsonObject { ["role"] = "user", ["content"] = "the fox <|im_end|>" }]);
        Assert.Equal(prompt.Count, (int)plain["usage"]!["prompt_tokens"]!);
        Assert.Equal((string)plain["choices"]![0]!["message"]!["content"]!, (string)file["choices"]![0]!["message"]!["content"]!);
        Assert.NotEqual((string)plain["choices"]![0]!["message"]!["content"]!, (string)adapted["choices"]![0]!["message"]!["content"]!);
        Assert.NotEqual((string)plain["system_fingerprint"]!, (string)adapted["system_fingerprint"]!);

        Assert.Equal((string)plain["system_fingerprint"]!, (string)ofRun["system_fingerprint"]!);
        Assert.NotEqual((string)plain["system_fingerprint"]!, (string)rounded["system_fingerprint"]!);

        async Task<JsonNode> AskAsync(string line)
        {
            var terminal = new Terminal();
            using var stop = new CancellationTokenSource();
            var run = terminal.RunAsync(line, new ScriptedRunner(), stop.Token);
            var address = await AddressAsync(terminal, run);
            using var client = new HttpClient();
            using var content = new StringContent(
                """{"model":"chat","messages":[{"role":"user","content":"the fox <|im_end|>"}],"temperature":0,"max_tokens":20}""", Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(new Uri($"{address}/chat/completions"), content);
            var answer = await response.Content.ReadAsStringAsync();
            await stop.CancelAsync();
            await run;
            return response.IsSuccessStatusCode ? JsonNode.Parse(answer)! : throw new InvalidOperationException(answer);
        }
    }

    // A client's words come back in its error; the terminal must not obey them.
    [Fact]
    public async Task Nothing_of_a_request_steers_the_terminal()
    {
        var terminal = new Terminal();
        using var stop = new CancellationTokenSource();
        var run = terminal.RunAsync($"serve {Checkpoints} --port 0", new ScriptedRunner(), stop.Token);
        var address = await AddressAsync(terminal, run);

        using var client = new HttpClient();
        using var content = new StringContent($$"""{"model":"teller","prompt":"\u001b[2Jred{{new string('x', 5000)}}"}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"{address}/completions"), content);
        await stop.CancelAsync();
        await run;

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("[2Jred", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', terminal.Output);
        Assert.True(terminal.Output.Length < 2000);
    }

    [Fact]
    public async Task For_a_program_every_line_is_an_object()
    {
        var terminal = new Terminal();
        using var stop = new CancellationTokenSource();
        var run = terminal.RunAsync($"serve {Checkpoints} --port 0 --json --name other", new ScriptedRunner(), stop.Token);
        var address = await AddressAsync(terminal, run);

        using var client = new HttpClient();
        await client.GetStringAsync(new Uri($"{address}/models"));
        await stop.CancelAsync();
        await run;

        var events = terminal.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["listening", "request", "stopping"], events.Select(line => (string)line["event"]!).Order(StringComparer.Ordinal));
        Assert.Equal("other", (string)events[0]["model"]!);
    }

    [Fact]
    public async Task A_port_in_use_is_a_mistake()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.Equal((1, $"Port {port} is in use by another program; give another one with --port, or 0 for any that is free."), await MistakeAsync($"serve {Checkpoints} --port {port}"));
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_loaded_is_a_mistake_of_one_sentence()
    {
        File.WriteAllText(Path.Combine(Checkpoints, "config.json"), "{}");

        Assert.Contains("config.json", (await MistakeAsync($"serve {Checkpoints}")).Sentence, StringComparison.Ordinal);
        Assert.Contains("'nowhere'", (await MistakeAsync("serve nowhere")).Sentence, StringComparison.Ordinal);
        Assert.Contains("from 0 to 65535", (await MistakeAsync("serve x --port 70000")).Sentence, StringComparison.Ordinal);
    }

    // The real program, as systemd or a shell ends it.
    [Fact]
    public async Task A_signal_ends_the_program_in_order()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "serve", Checkpoints, "--port", "0", "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["TEACHWHY_TOKEN"] = "secret" },
        };
        using var process = Process.Start(start)!;
        var listening = JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!;
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", "secret") } };
        var models = await client.GetStringAsync(new Uri($"{listening["address"]}/models"));

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal((0, true), (process.ExitCode, (bool)listening["token"]!));
        Assert.Contains("\"teller\"", models, StringComparison.Ordinal);
        Assert.Contains("\"stopping\"", rest, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int ExitCode, string Sentence)> MistakeAsync(string line)
    {
        var terminal = new Terminal();
        var exitCode = await terminal.RunAsync(line, new ScriptedRunner());
        var sentence = terminal.Error.TrimEnd();
        Assert.Equal(1, exitCode);
        Assert.DoesNotContain('\n', sentence);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        return (exitCode, sentence);
    }

    private static async Task<string> AddressAsync(Terminal terminal, Task run)
    {
        while (!run.IsCompleted)
        {
            if (System.Text.RegularExpressions.Regex.Match(terminal.Output, @"http://127\.0\.0\.1:\d+/v1", default, TimeSpan.FromSeconds(1)) is { Success: true } address)
            {
                return address.Value;
            }

            await Task.Yield();
        }

        throw new InvalidOperationException(terminal.Error);
    }
}
