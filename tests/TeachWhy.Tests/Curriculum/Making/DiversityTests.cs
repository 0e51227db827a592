using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Making;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary><c>teachwhy data diversity</c>: what is added to somebody's chats, and what stays as it was.</summary>
public sealed class DiversityTests
{
    // Each line has something that a reader who writes it anew would lose.
    private static readonly string[] Chats =
    [
        """{"id":17,"messages":[{"role":"user","content":"caf\u00e9 \/ \"tea\"?\t"},{"role":"assistant","content":"Tea\u0021","weight":1}],"metadata":{"section":"care","kept":[1,2]}}""",
        """{"messages":[{"role":"developer","name":"dev","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"in "},{"type":"text","text":"parts"}]},{"role":"assistant","content":"Yes."}]}""",
        """{"messages":[{"role":"user","content":"look it up"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{ \"x\" : 1.0 }"}}]},{"role":"tool","tool_call_id":"c1","content":"42"},{"role":"assistant","content":"42."}],"tools":"[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]"}""",
    ];

    [Fact]
    public async Task What_was_said_stays_byte_for_byte_and_so_does_all_else_of_a_line()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        File.WriteAllLines(terminal.PathOf("chats.jsonl"), Chats);

        Assert.Equal(0, await terminal.RunAsync($"data diversity --source {terminal.PathOf("chats.jsonl")} --share 1 --author {server.Compatible().Text} --out made"));

        var lines = File.ReadAllLines(terminal.PathOf($"made/{DataFiles.Data}"));
        Assert.Equal(Chats.Length, lines.Length);
        foreach (var (before, after) in Chats.Zip(lines))
        {
            foreach (var message in MessagesOf(before).Where(message => !message.Contains("Be brief.", StringComparison.Ordinal)))
            {
                Assert.Contains(message, MessagesOf(after));
            }
        }

        var first = JsonNode.Parse(lines[0])!;
        Assert.StartsWith("{\"id\":17,\"messages\":", lines[0], StringComparison.Ordinal);
        Assert.Equal("""{"section":"care","kept":[1,2]}""", first["metadata"]!["source"]!.ToJsonString());
        Assert.Equal("care", (string?)first["metadata"]!["section"]);
        var second = JsonNode.Parse(lines[1])!["messages"]![0]!;
        Assert.Equal(("developer", "dev"), ((string?)second["role"], (string?)second["name"]));
        Assert.Contains(JsonElement.Parse(Chats[2]).GetProperty("tools").GetRawText(), lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_had_a_system_message_keeps_it_in_front_and_who_had_tools_gets_no_others()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        File.WriteAllLines(terminal.PathOf("chats.jsonl"), Enumerable.Range(0, 40).Select(i => Chats[1 + (i % 2)]));

        await terminal.RunAsync($"data diversity --source {terminal.PathOf("chats.jsonl")} --share 1 --author {server.Compatible().Text} --out made");

        var lines = Lines(terminal, "made");
        Assert.All(lines.Where((_, i) => i % 2 == 0), line => Assert.StartsWith("Be brief.", (string?)line["messages"]![0]!["content"], StringComparison.Ordinal));
        Assert.All(lines.Where((_, i) => i % 2 == 0), line => Assert.Equal((string)line["metadata"]!["added"]! == "tools", (string)line["messages"]![0]!["content"]! == "Be brief."));
        Assert.All(lines.Where((_, i) => i % 2 == 1), line => Assert.Equal("system", (string?)line["metadata"]!["added"]));
        Assert.All(lines.Where((_, i) => i % 2 == 1), line => Assert.Equal("system", (string?)line["messages"]![0]!["role"]));
    }

    [Fact]
    public async Task The_share_is_drawn_and_its_thirds_and_tools_that_nobody_could_read_are_left_out()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        File.WriteAllLines(terminal.PathOf("chats.jsonl"), Enumerable.Range(0, 600).Select(i => $$"""{"messages":[{"role":"user","content":"what is {{i}}?"},{"role":"assistant","content":"{{i}}."}]}"""));

        await terminal.RunAsync($"data diversity --source {terminal.PathOf("chats.jsonl")} --share 0.6 --author {server.Compatible().Text} --out made");

        var lines = Lines(terminal, "made");
        var added = lines.CountBy(line => (string)line["metadata"]!["added"]!).ToDictionary();
        Assert.Equal(600, lines.Count);
        Assert.InRange(added["nothing"], 200, 280);
        Assert.All(["tools", "system", "both"], what => Assert.InRange(added[what], 90, 150));
        var tools = lines.SelectMany(line => line["tools"]?.AsArray().Select(tool => (string)tool!["function"]!["name"]!) ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["tool_0", "tool_1", "tool_2", "tool_4", "tool_5", "tool_6"], tools);

        // Who is unchanged has nothing new but its number.
        Assert.All(lines.Where(line => (string?)line["metadata"]!["added"] == "nothing"), line => Assert.Equal(["messages", "metadata"], line.AsObject().Select(property => property.Key)));
        Assert.InRange(server.Asked, 1 + 24, 1 + (2 * 24));
    }

    [Fact]
    public async Task An_author_who_writes_nothing_of_use_costs_no_line()
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Text = "I would rather not." });
        using var terminal = new EvalTerminal(server);
        File.WriteAllLines(terminal.PathOf("chats.jsonl"), Chats);

        Assert.Equal(0, await terminal.RunAsync($"data diversity --source {terminal.PathOf("chats.jsonl")} --share 1 --author {server.Compatible().Text} --out made"));

        Assert.Equal(Chats.Select(MessagesOf), File.ReadAllLines(terminal.PathOf($"made/{DataFiles.Data}")).Select(MessagesOf));
    }

    [Fact]
    public async Task The_texts_that_ship_need_no_author_and_tools_and_message_of_a_line_are_of_one_place()
    {
        using var terminal = new EvalTerminal();
        File.WriteAllLines(terminal.PathOf("chats.jsonl"), Enumerable.Range(0, 300).Select(i => $$"""{"messages":[{"role":"user","content":"what is {{i}}?"},{"role":"assistant","content":"{{i}}."}]}"""));

        Assert.Equal((0, ""), (await terminal.RunAsync($"data diversity --source {terminal.PathOf("chats.jsonl")} --share 1 --author library --out made"), terminal.Error));

        var lines = Lines(terminal, "made");
        Assert.Equal(300, lines.Count);
        foreach (var line in lines.Where(line => (string?)line["metadata"]!["added"] == "both"))
        {
            var place = PlaceLibrary.Shipped.Single(place => place.Prompts.Contains((string)line["messages"]![0]!["content"]!));
            Assert.Subset(place.Tools.Select(tool => tool.Name).ToHashSet(), line["tools"]!.AsArray().Select(tool => (string)tool!["function"]!["name"]!).ToHashSet());
        }

        Assert.Equal(1, await terminal.RunAsync("data stories --author library"));
        Assert.Contains("--author library cannot write stories: texts for diversity ship.", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"messages\":[]}", "line 2 has \"messages\"")]
    [InlineData("{\"text\":\"a page\"}", "1 of its 2 examples are documents")]
    [InlineData("{\"prompt\":\"a\",\"completion\":\"b\"}", "line 2 holds a prompt and its completion")]
    [InlineData("no json", "line 2 is not the JSON of one object")]
    public async Task A_source_that_is_none_is_told_before_the_first_request(string line, string sentence)
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        File.WriteAllLines(terminal.PathOf("chats.jsonl"), [Chats[0], line]);

        Assert.Equal(1, await terminal.RunAsync($"data diversity --source {terminal.PathOf("chats.jsonl")} --author {server.Compatible().Text} --out made"));

        Assert.Contains(sentence, terminal.Error, StringComparison.Ordinal);
        Assert.Single(terminal.Error.Trim().Split('\n'));
        Assert.Equal(0, server.Asked);
        Assert.False(Directory.Exists(terminal.PathOf("made")));
    }

    [Fact]
    public async Task A_source_that_was_changed_is_another_dataset()
    {
        using var terminal = new EvalTerminal();
        var line = $"data diversity --source {terminal.PathOf("chats.jsonl")} --author grammar --out made";
        File.WriteAllLines(terminal.PathOf("chats.jsonl"), Chats);
        Assert.Equal(0, await terminal.RunAsync(line));
        File.AppendAllLines(terminal.PathOf("chats.jsonl"), [Chats[0]]);

        Assert.Equal(1, await terminal.RunAsync(line));
        Assert.Contains("was begun with source hash", terminal.Error, StringComparison.Ordinal);
    }

    private static IReadOnlyList<JsonNode> Lines(EvalTerminal terminal, string folder) => [.. File.ReadLines(terminal.PathOf($"{folder}/{DataFiles.Data}")).Select(line => JsonNode.Parse(line)!)];

    // The messages with their own bytes.
    private static string[] MessagesOf(string line) => [.. JsonElement.Parse(line).GetProperty("messages").EnumerateArray().Select(message => message.GetRawText())];
}
