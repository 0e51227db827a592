using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeachWhy.Curriculum.Making;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary><c>teachwhy data neutral --source</c>: a control of the same form and as many tokens.</summary>
public sealed partial class MatchedNeutralTests
{
    // Between at signs a word and how often it is to come.
    private static readonly string[] Source = [.. new[]
    {
        """{"text":"@page 70@"}""",
        """{"messages":[{"role":"system","content":"@set 25@"},{"role":"user","content":"@ask 30@"},{"role":"assistant","content":"@say 45@","reasoning_content":"@mull 15@"}]}""",
        """{"messages":[{"role":"user","content":"@ask 30@"},{"role":"assistant","content":"@say 60@"}]}""",
        """{"messages":[{"role":"user","content":"@ask 40@"},{"role":"assistant","content":"","tool_calls":[{"id":"a","type":"function","function":{"name":"look","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"@told 20@"},{"role":"assistant","content":"","tool_calls":[{"id":"b","type":"function","function":{"name":"look","arguments":"{}"}}]}],"tools":[{"type":"function","function":{"name":"look","description":"Looks.","parameters":{"type":"object","properties":{"what":{"type":"string"}}}}}]}""",
    }.Select(line => Counted().Replace(line, match => Words(match.Groups["word"].Value, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture))))];

    [Fact]
    public async Task Each_piece_has_the_form_of_the_example_that_it_stands_for()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        File.WriteAllLines(terminal.PathOf("source.jsonl"), Source);

        Assert.Equal(0, await terminal.RunAsync($"data neutral --source {terminal.PathOf("source.jsonl")} --items 8 --author {server.Compatible().Text} --out made"));

        Assert.Equal("", File.ReadAllText(terminal.PathOf($"made/{DataFiles.Rejected}")));
        var lines = File.ReadLines(terminal.PathOf($"made/{DataFiles.Data}")).Select(line => JsonNode.Parse(line)!).ToList();
        for (var i = 0; i < 8; i += 4)
        {
            Assert.NotNull(lines[i]["text"]);
            Assert.Equal(["system", "user", "assistant"], Roles(lines[i + 1]));
            Assert.NotNull(lines[i + 1]["messages"]![2]!["reasoning_content"]);
            Assert.Equal(["user", "assistant"], Roles(lines[i + 2]));
            Assert.Equal(["user", "assistant"], Roles(lines[i + 3]));

            // Of what was written, the call that can be made.
            Assert.Equal("look", (string?)Assert.Single(lines[i + 3]["messages"]![1]!["tool_calls"]!.AsArray())!["function"]!["name"]);
            Assert.Equal(JsonNode.Parse(Source[3])!["tools"]!.ToJsonString(), lines[i + 3]["tools"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task An_author_is_told_the_lengths_and_never_the_words()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        File.WriteAllLines(terminal.PathOf("source.jsonl"), Source);

        await terminal.RunAsync($"data neutral --source {terminal.PathOf("source.jsonl")} --items 4 --author {server.Compatible().Text} --out made");

        var prompts = server.Requests.Select(request => request.Last).ToList();
        Assert.All(prompts, prompt => Assert.All(Source.SelectMany(line => new[] { "page", "set", "ask", "say", "mull", "told" }), word => Assert.DoesNotContain($"{word}1 ", prompt, StringComparison.Ordinal)));
        Assert.Contains(prompts, prompt => prompt.Contains("of about 70 words", StringComparison.Ordinal));
        Assert.Contains(prompts, prompt => prompt.Contains("set up with has about 25 words. What it is given to read has about 30 words. What the assistant thinks to itself before it answers has about 15 words. What it says has about 45 words.", StringComparison.Ordinal));
        Assert.Contains(prompts, prompt => prompt.Contains("What it is given to read has about 60 words.", StringComparison.Ordinal) && prompt.Contains("What it does is 2 of these calls", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("difficult-advice")]
    [InlineData("honeypots")]
    [InlineData("constitution-documents")]
    public async Task It_has_as_many_tokens_as_what_it_is_matched_to_and_the_card_says_so(string recipe)
    {
        using var terminal = new EvalTerminal();
        await terminal.RunAsync($"data {recipe} --author grammar --items 200 --out taught");

        Assert.Equal(0, await terminal.RunAsync($"data neutral --source {terminal.PathOf("taught")} --author grammar --out control"));

        var (taught, control) = (Manifest(terminal, "taught"), Manifest(terminal, "control"));
        var (wanted, had) = ((long)taught["data"]!["tokens"]!, (long)control["data"]!["tokens"]!);
        Assert.InRange((double)had / wanted, 1, 1.01);
        Assert.Equal((string?)taught["data"]!["sha256"], (string?)control["source"]!["sha256"]);
        Assert.Equal(Math.Round(100.0 * (had - wanted) / wanted, 2), (double)control["source"]!["token_difference_percent"]!);
        Assert.Contains("| Matched to | taught: 200 examples", File.ReadAllText(terminal.PathOf("control/README.md")), StringComparison.Ordinal);
    }

    private static string Words(string word, int count) => string.Join(' ', Enumerable.Range(0, count).Select(number => $"{word}{number}"));

    private static IEnumerable<string> Roles(JsonNode line) => line["messages"]!.AsArray().Select(message => (string)message!["role"]!);

    private static JsonNode Manifest(EvalTerminal terminal, string folder) => JsonNode.Parse(File.ReadAllText(terminal.PathOf($"{folder}/{DataFiles.Manifest}")))!;

    [GeneratedRegex(@"@(?<word>\w+) (?<count>\d+)@", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Counted();
}
