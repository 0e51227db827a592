using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TeachWhy.Simulation;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Curriculum.Gates;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.App.Gates;

/// <summary><c>teachwhy gate</c>: what it refuses of anybody's data, what it writes, and each mistake.</summary>
public sealed class GateCommandTests : IDisposable
{
    private static readonly string Leaked = CompanyLibrary.Shipped.Companies[0].Mails[0].Record.Body.ReplaceLineEndings(" ");

    private readonly EvalTerminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public async Task Every_form_of_example_is_looked_at_and_the_first_refused_of_each_gate_is_shown()
    {
        Write("in.jsonl", Text(Clean(1)), Chat("my cellar is wet", Clean(2)), Completion("and then", Clean(3)), Chat("Hi there", Clean(4)), Text($"{Clean(5)} {Leaked}"), Text(Clean(1)));

        Assert.Equal((0, ""), (await _terminal.RunAsync("gate in.jsonl --gates duplicate,leak,lint"), _terminal.Error));

        Assert.Contains("6 items", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("3 refused (50%), 3 passed", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("in.jsonl, line 4: The user begins with 'hi'", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"of the scenario {CompanyLibrary.Shipped.Companies[0].Id}", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("in.jsonl, line 6: It is nearly in.jsonl, line 1", _terminal.Output, StringComparison.Ordinal);
    }

    // Where a leak may hide: the system text, a thought, an argument with escaped ends of lines, a result, a tool's description.
    [Theory]
    [InlineData("""{"messages":[{"role":"developer","content":"LEAK"},{"role":"user","content":"Go."},{"role":"assistant","content":"Gone."}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"Go."},{"role":"assistant","content":"Gone.","reasoning_content":"LEAK"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"Go."},{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"a","arguments":{}}},{"function":{"name":"b","arguments":{"deep":[{"x":"One.\nLEAK"}]}}}]},{"role":"tool","content":""},{"role":"assistant","content":"Gone."}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"Go."},{"role":"assistant","content":"","tool_calls":[{"function":{"name":"a"}}]},{"role":"tool","content":"LEAK"},{"role":"assistant","content":"Gone."}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"Go."},{"role":"assistant","content":"Gone."}],"tools":[{"type":"function","function":{"name":"a","parameters":{"properties":{"b":{"description":"LEAK"}}}}}]}""")]
    [InlineData("""{"prompt":"LEAK","completion":"Gone."}""")]
    [InlineData("""{"prompt":"Go.","chosen":"Gone.","rejected":"LEAK"}""")]
    [InlineData("""{"prompt":[{"role":"user","content":"Go."}],"chosen":[{"role":"assistant","content":"LEAK"}],"rejected":[{"role":"assistant","content":"No."}]}""")]
    [InlineData("""{"conversations":[{"from":"human","value":"Go."},{"from":"observation","value":"LEAK"},{"from":"gpt","value":"Gone."}]}""")]
    [InlineData("""{"gate":"lint","reason":"A year.","file":"x","line":7,"example":{"text":"LEAK"}}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text","text":"LEAK"}]},{"role":"assistant","content":"Gone."}]}""")]
    public async Task A_leak_is_found_wherever_it_stands(string line)
    {
        var escaped = JsonSerializer.Serialize(Leaked)[1..^1];
        Write("in.jsonl", line.Replace("LEAK", escaped, StringComparison.Ordinal), line.Replace("LEAK", "The barge was late again.", StringComparison.Ordinal));

        await _terminal.RunAsync("gate in.jsonl --json --gates form,leak");

        var finished = Events()[^1];
        Assert.Equal((1, 0), (finished.GetProperty("gates").GetProperty("leak").GetInt32(), finished.GetProperty("gates").GetProperty("form").GetInt32()));
    }

    [Fact]
    public async Task What_passed_is_written_byte_for_byte_and_what_did_not_with_gate_reason_and_line()
    {
        var strange = $$"""  {"metadata" : {"x":1.50e1},"text":{{JsonSerializer.Serialize(Clean(1))}}, "extra":[ ] }""";
        File.WriteAllText(_terminal.PathOf("a.jsonl"), $"{strange}\n{Text("Too short.")}\n");
        Pack("b.jsonl.gz", $"{Chat("my cellar is wet", Clean(2))}\r\n{Text($"{Clean(3)} \u001b[2J")}");

        Assert.Equal((0, ""), (await _terminal.RunAsync("gate a.jsonl b.jsonl.gz --out clean --threads 2"), _terminal.Error));

        Assert.Equal($"{strange}\n{Chat("my cellar is wet", Clean(2))}\r\n", File.ReadAllText(_terminal.PathOf("clean/data.jsonl")));
        var rejected = File.ReadLines(_terminal.PathOf("clean/rejected.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([("length", "a.jsonl", 2), ("encoding", "b.jsonl.gz", 2)], rejected.Select(item => (item.GetProperty("gate").GetString(), item.GetProperty("file").GetString(), item.GetProperty("line").GetInt32())));
        Assert.Equal("""{"text":"Too short."}""", rejected[0].GetProperty("example").GetRawText());
        Assert.DoesNotContain('\u001b', _terminal.Output);
        Assert.Equal(["a.jsonl", "b.jsonl.gz", "clean"], Directory.EnumerateFileSystemEntries(_terminal.PathOf("")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_grammar_made_passes_as_a_folder_and_a_build_can_fail_on_what_does_not()
    {
        await _terminal.RunAsync("data stories --author grammar --items 20 --out made");
        Assert.Equal((0, ""), (await _terminal.RunAsync("gate made --gates form,encoding,leak --fail-on-refused"), _terminal.Error));

        Write("in.jsonl", Text(Leaked));
        Assert.Equal(2, await _terminal.RunAsync("gate in.jsonl --gates leak --fail-on-refused"));
        Assert.Equal(0, await _terminal.RunAsync("gate in.jsonl --gates leak"));
    }

    [Fact]
    public async Task Words_and_language_can_be_ones_own()
    {
        Write("in.jsonl", Text(string.Join(' ', Enumerable.Repeat("der Kahn ist nicht von uns und das ist gut", 6))), Text(Clean(1) + " zebra"));
        File.WriteAllText(_terminal.PathOf("words.yaml"), "anywhere: [zebra]");

        Assert.Equal(0, await _terminal.RunAsync("gate in.jsonl --json --gates language,lint --language de --lint words.yaml"));

        var gates = Events()[^1].GetProperty("gates");
        Assert.Equal((1, 0), (gates.GetProperty("language").GetInt32(), gates.GetProperty("lint").GetInt32()));
    }

    [Fact]
    public async Task Text_of_companies_of_ones_own_is_kept_out_too()
    {
        const string Own = "The lighthouse ledger was soaked on the night the eighth ferry missed its berth and nobody rang.";
        var company = CompanyLibrary.Shipped.Companies[0];
        var file = Directory.EnumerateFiles(Repository.PathOf("content/scenarios"), $"{company.Id}.yaml", SearchOption.AllDirectories).Single();
        Directory.CreateDirectory(_terminal.PathOf("own"));
        File.WriteAllText(_terminal.PathOf("own/own-company.yaml"), File.ReadAllText(file).ReplaceLineEndings("\n").Replace($"scenario: {company.Id}\n", "scenario: own-company\n", StringComparison.Ordinal).Replace("notes: >-\n", $"notes: >-\n  {Own}\n", StringComparison.Ordinal));
        Write("in.jsonl", Text(Own));

        Assert.Equal((0, ""), (await _terminal.RunAsync("gate in.jsonl --gates leak --fail-on-refused"), _terminal.Error));
        Assert.Equal((2, ""), (await _terminal.RunAsync("gate in.jsonl --gates leak --scenarios own --fail-on-refused"), _terminal.Error));
        Assert.Contains("of the scenario own-company", _terminal.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gate none.jsonl", "There is no file")]
    [InlineData("gate bad.jsonl", "bad.jsonl, line 3: The line is no JSON")]
    [InlineData("gate bad.jsonl --out out", "bad.jsonl, line 3: The line is no JSON")]
    [InlineData("gate other.jsonl", "other.jsonl, line 1: The line has neither \"messages\" nor \"text\"")]
    [InlineData("gate empty.jsonl", "holds no example")]
    [InlineData("gate folder", "holds no data.jsonl")]
    [InlineData("gate good.jsonl --gates leek", "There is no gate named 'leek'")]
    [InlineData("gate good.jsonl --language xx", "There is no language named 'xx'")]
    [InlineData("gate good.jsonl --lint none.yaml", "--lint cannot be")]
    [InlineData("gate good.jsonl --lint bad.jsonl", "cannot be read, line")]
    [InlineData("gate good.jsonl --scenarios none", "--scenarios cannot be")]
    [InlineData("gate good.jsonl --scenarios wrong", "company.yaml:1: The file has no")]
    [InlineData("gate good.jsonl --out folder", "there is something already")]
    [InlineData("gate good.jsonl --threads 0", "--threads cannot be '0'")]
    [InlineData("gate", "DATA")]
    public async Task A_mistake_in_use_is_one_sentence_and_nothing_is_written(string line, string sentence)
    {
        Write("good.jsonl", Text(Clean(1)));
        Write("bad.jsonl", Text(Clean(1)), Text(Clean(2)), "{\"text\": ");
        Directory.CreateDirectory(_terminal.PathOf("wrong"));
        File.WriteAllText(_terminal.PathOf("wrong/company.yaml"), "x: 1");
        Write("other.jsonl", "{\"image\":\"x\"}");
        File.WriteAllText(_terminal.PathOf("empty.jsonl"), "");
        Directory.CreateDirectory(_terminal.PathOf("folder"));
        File.WriteAllText(_terminal.PathOf("folder/letter.txt"), "Dear");

        Assert.Equal(1, await _terminal.RunAsync(line));

        Assert.Contains(sentence, _terminal.Error, StringComparison.Ordinal);
        Assert.Single(_terminal.Error.Trim().Split('\n'));
        Assert.Equal(6, Directory.EnumerateFileSystemEntries(_terminal.PathOf("")).Count());
    }

    [Fact]
    public async Task A_stop_leaves_nothing()
    {
        Write("in.jsonl", Text(Clean(1)));

        Assert.Equal(130, await _terminal.RunAsync("gate in.jsonl --out out", new CancellationToken(canceled: true)));

        Assert.Equal("Stopped; nothing was written.", _terminal.Error.Trim());
        Assert.Equal(["in.jsonl"], Directory.EnumerateFileSystemEntries(_terminal.PathOf("")).Select(path => Path.GetFileName(path)));
    }

    private static string Clean(ulong seed) => $"the old barge of {Texts.Random(30, seed)} and it is in the water that was not there with us.";

    private static string Text(string text) => JsonSerializer.Serialize(new { text });

    private static string Completion(string prompt, string completion) => JsonSerializer.Serialize(new { prompt, completion });

    private static string Chat(string user, string assistant) => JsonSerializer.Serialize(new { messages = new[] { new { role = "user", content = user }, new { role = "assistant", content = assistant } } });

    private void Write(string name, params string[] lines) => File.WriteAllText(_terminal.PathOf(name), string.Join('\n', lines) + "\n");

    private void Pack(string name, string text)
    {
        using var packed = new GZipStream(File.Create(_terminal.PathOf(name)), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(text));
    }

    private List<JsonElement> Events() => [.. _terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
