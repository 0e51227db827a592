using System.Text.Json;
using TeachWhy.Tests.App.Evaluating;
using YamlDotNet.Serialization;

namespace TeachWhy.Tests.App;

/// <summary><c>teachwhy export</c> of a dataset: each format, and each mistake.</summary>
public sealed class DatasetExportTests : IDisposable
{
    // Two calls in one turn (two names, two arguments), their results, and an answer of six words.
    private const string Calls = """
        {"messages":[{"role":"developer","content":"You run the yard.","weight":null},{"role":"user","content":"How much sand is left?"},{"role":"assistant","content":null,"tool_calls":[{"id":"x","type":"function","function":{"name":"weigh","arguments":"{\"heap\":\"Süd\"}"}},{"type":"function","function":{"name":"weigh_all","arguments":{}}}]},{"role":"tool","name":"weigh","content":"4 t"},{"role":"tool","tool_call_id":"y","content":"9 t"},{"role":"assistant","content":"Four tonnes, of nine in all.","weird":1}],"tools":[{"type":"function","function":{"name":"weigh","parameters":{"type":"object","properties":{"heap":{"type":"string"}}},"extra":1}}],"metadata":{"id":"1"}}
        """;

    private const string Thinks = """
        {"messages":[{"role":"user","content":"May I?"},{"role":"assistant","content":"No.","reasoning_content":"They may not."}]}
        """;

    private readonly EvalTerminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public async Task Trl_gets_arguments_as_objects_and_nothing_it_does_not_know()
    {
        Assert.Equal((0, ""), await ExportAsync("trl", Calls, Thinks));

        var lines = Lines("out");
        var call = lines[0].GetProperty("messages")[2].GetProperty("tool_calls")[0];
        Assert.Equal("""{"id":"call00001","type":"function","function":{"name":"weigh","arguments":{"heap":"Süd"}}}""", call.GetRawText());
        Assert.Equal(["messages", "tools"], lines[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal("""{"role":"tool","content":"4 t","name":"weigh","tool_call_id":"call00001"}""", lines[0].GetProperty("messages")[3].GetRawText());
        Assert.Equal("""{"role":"assistant","content":"Four tonnes, of nine in all."}""", lines[0].GetProperty("messages")[5].GetRawText());
        Assert.Equal("They may not.", lines[1].GetProperty("messages")[1].GetProperty("reasoning_content").GetString());
        Assert.Contains("2 conversations; 14 words in 3 turns of the assistant are trained on, and nothing else.", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("assistant_only_loss=True", _terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAI_gets_arguments_as_a_string_ids_that_fit_and_only_what_it_takes()
    {
        Assert.Equal((0, ""), await ExportAsync("openai", Calls));

        var line = Lines("out").Single();
        Assert.Equal(
            """[{"role":"system","content":"You run the yard."},{"role":"user","content":"How much sand is left?"},{"role":"assistant","tool_calls":[{"id":"call00001","type":"function","function":{"name":"weigh","arguments":"{\"heap\":\"Süd\"}"}},{"id":"call00002","type":"function","function":{"name":"weigh_all","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call00001","content":"4 t"},{"role":"tool","tool_call_id":"call00002","content":"9 t"},{"role":"assistant","content":"Four tonnes, of nine in all."}]""",
            line.GetProperty("messages").GetRawText());
        Assert.Equal("""[{"type":"function","function":{"name":"weigh","description":"","parameters":{"type":"object","properties":{"heap":{"type":"string"}}}}}]""", line.GetProperty("tools").GetRawText());
        Assert.Contains("at least 10 examples", _terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_that_come_out_of_order_stay_with_their_calls()
    {
        Assert.Equal((0, ""), await ExportAsync("openai", """
            {"messages":[{"role":"assistant","tool_calls":[{"id":"p","function":{"name":"a"}},{"id":"q","function":{"name":"a"}}]},{"role":"tool","tool_call_id":"q","content":"second"},{"role":"tool","tool_call_id":"p","content":"first"},{"role":"assistant","content":"Done."}]}
            """));

        var messages = Lines("out").Single().GetProperty("messages");
        Assert.Equal(("call00002", "call00001"), (messages[1].GetProperty("tool_call_id").GetString(), messages[2].GetProperty("tool_call_id").GetString()));
    }

    [Theory]
    [InlineData("one-gpu.yaml", "16")]
    [InlineData("several-nodes.yaml", "1")]
    public async Task Axolotl_gets_the_data_and_configurations_that_train_on_the_assistant_alone(string file, string accumulation)
    {
        Assert.Equal((0, ""), await ExportAsync("axolotl --base my/model:8b", Calls));

        var yaml = Yaml(file);
        var data = (Dictionary<object, object>)((List<object>)yaml["datasets"])[0];
        Assert.Equal(("my/model:8b", "64", "128", "1", "0.0001", "cosine", "0.05"), (yaml["base_model"], yaml["lora_r"], yaml["lora_alpha"], yaml["num_epochs"], yaml["learning_rate"], yaml["lr_scheduler"], yaml["warmup_ratio"]));
        Assert.Equal(("chat_template", "data.jsonl", accumulation), (data["type"], data["path"], yaml["gradient_accumulation_steps"]));
        Assert.Equal(["assistant"], (List<object>)data["roles_to_train"]);
        Assert.Equal(["data.jsonl", "one-gpu.yaml", "several-nodes.yaml"], Directory.EnumerateFiles(_terminal.PathOf("out")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(JsonValueKind.Object, Lines("out/data.jsonl")[0].GetProperty("messages")[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").ValueKind);
    }

    [Fact]
    public async Task Documents_of_the_grammar_train_every_token_with_axolotl_and_trl()
    {
        await _terminal.RunAsync("data neutral-biography --author grammar --items 12 --out made");

        Assert.Equal(0, await _terminal.RunAsync("export made --format axolotl --out out"));
        Assert.Contains("12 documents; all", _terminal.Output, StringComparison.Ordinal);
        Assert.Equal("completion", ((Dictionary<object, object>)((List<object>)Yaml("one-gpu.yaml")["datasets"])[0])["type"]);
        Assert.Equal(0, await _terminal.RunAsync("export made/data.jsonl --format trl --out text.jsonl"));
        Assert.All(Lines("text.jsonl"), line => Assert.Equal(["text"], line.EnumerateObject().Select(field => field.Name)));
        Assert.Equal(1, await _terminal.RunAsync("export made --format openai --out no.jsonl"));
        Assert.Contains("data.jsonl, line 1 holds a document; OpenAI's fine-tuning takes conversations only", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thoughts_are_refused_by_openai_until_they_are_left_out()
    {
        var (code, error) = await ExportAsync("openai", Thinks);
        Assert.Equal(1, code);
        Assert.Contains("line 1 has a message (number 2) that thinks aloud", error, StringComparison.Ordinal);
        Assert.Contains("--without-thinking leaves it out", error, StringComparison.Ordinal);

        Assert.Equal(0, await _terminal.RunAsync("export in.jsonl --format openai --without-thinking --out out"));
        Assert.Equal("""{"role":"assistant","content":"No."}""", Lines("out").Single().GetProperty("messages")[1].GetRawText());
    }

    [Theory]
    [InlineData("trl", """{"messages":[{"role":"user","content":"Hi"}]}""", "ends with a message of the user")]
    [InlineData("trl", """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":" "}]}""", "(number 2) of the assistant that says and calls nothing")]
    [InlineData("trl", """{"messages":[{"role":"assistant","content":"Hi","weight":0}]}""", "with a \"weight\"")]
    [InlineData("trl", """{"text":" "}""", "without a word")]
    [InlineData("trl", """{"text":"A document"}""", "holds a document after conversations")]
    [InlineData("axolotl", """{"prompt":"a","completion":"b"}""", "holds a prompt and its completion")]
    [InlineData("axolotl", """{"messages":[{"role":"us""", "is not the JSON of one object")]
    [InlineData("trl", """{"messages":[{"role":"user","content":"","tool_calls":[{"function":{"name":"a"}}]},{"role":"assistant","content":"Hi"}]}""", "of the user that calls a tool")]
    [InlineData("openai", """{"messages":[{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"a"}}]},{"role":"tool","tool_call_id":"2","content":""},{"role":"assistant","content":"Hi"}]}""", "result of a tool that was not called")]
    [InlineData("openai", """{"messages":[{"role":"tool","content":"4 t"},{"role":"assistant","content":"Hi"}]}""", "result of a tool that was not called")]
    [InlineData("openai", """{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"a"}}]},{"role":"assistant","content":"Hi"}]}""", "before the result of 'a'")]
    [InlineData("openai", """{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"a"}}]},{"role":"tool","name":"b","content":""},{"role":"assistant","content":"Hi"}]}""", "result of 'b' where that of 'a'")]
    [InlineData("openai", """{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"a b"}}]}]}""", "calls 'a b'")]
    [InlineData("openai", """{"messages":[{"role":"assistant","content":"Hi"}],"tools":[{"type":"function","function":{"name":"ä"}}]}""", "a tool named 'ä'")]
    public async Task A_line_that_cannot_go_is_told_with_its_number_and_nothing_is_written(string format, string line, string sentence)
    {
        var (code, error) = await ExportAsync(format, Calls, line);

        Assert.Equal(1, code);
        Assert.Contains("in.jsonl, line 2 ", error, StringComparison.Ordinal);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Equal(["in.jsonl"], Directory.EnumerateFileSystemEntries(_terminal.PathOf("")).Select(path => Path.GetFileName(path)));
    }

    [Theory]
    [InlineData("export in.jsonl --format trl", "--out is missing")]
    [InlineData("export none.jsonl --format trl --out out", "There is no file")]
    [InlineData("export folder --format trl --out out", "holds no data.jsonl")]
    [InlineData("export empty.jsonl --format trl --out out", "holds no example")]
    [InlineData("export in.jsonl --format trl --out in.jsonl --force", "that is the dataset itself")]
    [InlineData("export in.jsonl --format trl --out empty.jsonl", "--force replaces it")]
    [InlineData("export in.jsonl --format trl --out folder --force", "this format is a file")]
    [InlineData("export in.jsonl --format axolotl --out empty.jsonl --force", "axolotl is a folder")]
    [InlineData("export in.jsonl --format axolotl --out folder --force", "that folder holds something else")]
    [InlineData("export in.jsonl --format trl --base x --out out", "--base is for axolotl")]
    [InlineData("export in.jsonl --format trl --type float16 --out out", "a dataset has no weights")]
    [InlineData("export in.jsonl --format gguf --without-thinking --out out", "are for datasets")]
    public async Task A_mistake_in_use_is_one_sentence(string line, string sentence)
    {
        File.WriteAllText(_terminal.PathOf("in.jsonl"), Thinks);
        File.WriteAllText(_terminal.PathOf("empty.jsonl"), "");
        Directory.CreateDirectory(_terminal.PathOf("folder"));
        File.WriteAllText(_terminal.PathOf("folder/letter.txt"), "Dear");

        Assert.Equal(1, await _terminal.RunAsync(line));

        Assert.Contains(sentence, _terminal.Error, StringComparison.Ordinal);
        Assert.Single(_terminal.Error.Trim().Split('\n'));
        Assert.False(Path.Exists(_terminal.PathOf("out")));
    }

    [Fact]
    public async Task An_export_is_replaced_when_asked_and_a_stop_leaves_what_was_there()
    {
        await ExportAsync("axolotl", Thinks);
        File.WriteAllText(_terminal.PathOf("in.jsonl"), Calls);
        var before = File.ReadAllText(_terminal.PathOf("out/data.jsonl"));

        Assert.Equal(130, await _terminal.RunAsync("export in.jsonl --format axolotl --out out --force", new CancellationToken(canceled: true)));
        Assert.Equal(before, File.ReadAllText(_terminal.PathOf("out/data.jsonl")));
        Assert.Equal(0, await _terminal.RunAsync("export in.jsonl --format axolotl --out out --force"));

        Assert.NotEqual(before, File.ReadAllText(_terminal.PathOf("out/data.jsonl")));
        Assert.Equal(["in.jsonl", "out"], Directory.EnumerateFileSystemEntries(_terminal.PathOf("")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    private async Task<(int Code, string Error)> ExportAsync(string format, params string[] lines)
    {
        File.WriteAllText(_terminal.PathOf("in.jsonl"), string.Join('\n', lines.Select(line => line.Trim())) + "\n");
        return (await _terminal.RunAsync($"export in.jsonl --format {format} --out out"), _terminal.Error);
    }

    private List<JsonElement> Lines(string path) => [.. File.ReadLines(_terminal.PathOf(path)).Select(line => JsonDocument.Parse(line).RootElement)];

    private Dictionary<object, object> Yaml(string name) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(_terminal.PathOf($"out/{name}")));
}
