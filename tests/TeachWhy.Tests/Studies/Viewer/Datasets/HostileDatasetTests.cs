using System.Text.Json;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Studies.Viewer;

namespace TeachWhy.Tests.Studies.Viewer.Datasets;

/// <summary>Everything that an author or a foreign file writes is hostile.</summary>
public sealed class HostileDatasetTests : IDisposable
{
    private const string Attack = "</span></main><script>alert(1)</script><img src=x onerror=alert(2)>\u0000\u001b[2J\u202Eevil\u2066\uFEFF <a href=\"http://evil.example\">x</a> {{7*7}} @(1+1) --> ]]>";

    // As small as it can be written: a megabyte ten times is one line, and lines are read up to a bound.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SampleShelf _shelf = new();

    [Fact]
    public async Task Whatever_a_dataset_holds_is_shown_as_text_on_every_page()
    {
        var (data, folder) = (Hostile(Attack), Path.Combine(_shelf.Root, "hostile"));
        File.WriteAllText(Path.Combine(_shelf.Root, "foreign.jsonl"), JsonSerializer.Serialize(new { text = Attack, section = Attack, note = Attack, draft = new { user = Attack, assistant = $"{Attack} b" } }) + "\nno json <script>alert(3)</script>\n");
        var address = Address("hostile");
        var stages = Directory.EnumerateFiles(Path.Combine(folder, "stages")).Select(path => Uri.EscapeDataString(Path.GetFileNameWithoutExtension(path))).ToList();

        foreach (var page in new[]
        {
            "/", address, $"{address}?list=refused", $"{address}?text=%3Cscript%3E&section=%3Cscript%3E", $"{address}/passed-1", $"{address}/passed-1?text=%3Cscript%3E", $"{address}/passed-2", $"{address}/refused-1",
            Address("foreign.jsonl"), $"{Address("foreign.jsonl")}/passed-1", $"{Address("foreign.jsonl")}/passed-2",
        }.Concat(stages.SelectMany(stage => new[] { $"{address}/stages/{stage}", $"{address}/stages/{stage}/1" })))
        {
            var answer = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf(page));
            Assert.Equal(200, answer.Status);
            var parsed = PageChecks.Parse(answer.Text);
            PageChecks.AssertSound(parsed);
            Assert.Empty(parsed.QuerySelectorAll("img, a[href^='http']"));
            Assert.DoesNotContain(answer.Text, letter => letter is '\u0000' or '\u001b' or '\u202E' or '\u2066');
        }

        var example = PageChecks.Parse((await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf($"{address}/passed-1"))).Text);
        Assert.Contains("<script>alert(1)</script><img src=x onerror=alert(2)>␀␛[2J⟨U+202E⟩evil", example.GetElementById("m2")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, data);
    }

    // A name of an item or a stage is anybody's text: it finds what it names in this dataset's files, and nothing else.
    [Fact]
    public async Task Names_that_look_like_paths_reach_no_file()
    {
        var folder = Path.Combine(_shelf.Root, "hostile");
        var dataset = new SampleDataset(folder);
        dataset.Write("settings.json", ["""{"recipe":"../../../etc/passwd","author":"a"}"""]);
        dataset.Write("data.jsonl", ["""{"text":"A page.","metadata":{"id":"../../../settings","section":"../..","layers":["../settings:x","..:..","draft:../../data"]}}"""]);
        dataset.Stage("draft", [("../../data", new Piece("Shared.")), ("../../../settings", new Piece("Own."))]);

        var page = PageChecks.Parse((await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf($"{Address("hostile")}/passed-1"))).Text);

        Assert.Equal(2, page.QuerySelectorAll(".making .step").Length);
        Assert.All(page.QuerySelectorAll("a[href^='/']"), link => Assert.DoesNotContain("..", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_megabyte_is_bounded_on_the_page_and_whole_as_plain_text()
    {
        var text = string.Concat(Enumerable.Repeat("<script>a megabyte</script>", (1 << 20) / 27)) + "the end";
        Hostile(text);

        foreach (var (page, link) in new[] { ("passed-1", "#m2 .said .rest"), ("stages/draft/1", "p.note a") })
        {
            var answer = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf($"{Address("hostile")}/{page}"));
            var whole = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf(PageChecks.Parse(answer.Text).QuerySelector(link)!.GetAttribute("href")!));

            Assert.True(answer.Text.Length < 2_000_000, $"The page has {answer.Text.Length:N0} characters.");
            Assert.Equal((200, ViewerAnswer.Plain), (whole.Status, whole.Type));
            Assert.Contains(text, whole.Text, StringComparison.Ordinal);
        }

        var list = await _shelf.Pages.AnswerAsync(ViewerPagesTests.RequestOf(Address("hostile")));
        Assert.True(list.Text.Length < 200_000, $"The list has {list.Text.Length:N0} characters.");
    }

    public void Dispose() => _shelf.Dispose();

    private int Hostile(string text)
    {
        var dataset = new SampleDataset(Path.Combine(_shelf.Root, "hostile"));
        dataset.Write("settings.json", [JsonSerializer.Serialize(new { recipe = Short(text), author = Short(text), constitution = Short(text), constitution_hash = Short(text), without = new[] { Short(text) }, injection = Short(text) })]);
        dataset.Write("manifest.json", [JsonSerializer.Serialize(new { complete = false, ended = text, settings = new { recipe = Short(text), author = text }, dropped = new Dictionary<string, int> { [text] = 1 }, gates = new Dictionary<string, int> { [text] = 1 } })]);
        var function = new { name = text, description = text, arguments = JsonSerializer.Serialize(new Dictionary<string, string> { [Short(text)] = text }, Relaxed) };
        var messages = new object[]
        {
            new { role = Short(text), content = Short(text) }, new { role = "assistant", content = text, reasoning_content = text, tool_calls = new[] { new { id = "c", function } } }, new { role = "tool", tool_call_id = "c", content = text },
        };
        dataset.Write("data.jsonl", [JsonSerializer.Serialize(new { messages, tools = new[] { new { type = "function", function } }, metadata = new { id = "7", section = Short(text), other = text } }, Relaxed), "{\"messages\":<script>"]);
        dataset.Write("rejected.jsonl", [JsonSerializer.Serialize(new { text, metadata = new { id = text, gate = Short(text), reason = text, section = text } })]);
        dataset.Stage("draft", [("7", new Piece(text, text) { Entries = [text, text], Asides = new Dictionary<string, string> { [text] = text } })]);
        dataset.Stage("rewrite", [("7", new Piece($"{text} and more", text))]);
        dataset.Stage("a <b>stage</b>"[..9], [(text, new Piece(text))]);
        return 2;
    }

    private static string Short(string text) => text[..Math.Min(text.Length, 200)];

    private string Address(string name) => $"/datasets/{_shelf.Library.Look().Datasets.Single(dataset => dataset.Name == name).Key}";
}
