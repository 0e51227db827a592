using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Making;
using TeachWhy.Simulation;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>Honeypots in which a model acts, from the command line to their files.</summary>
public sealed class HoneypotDataTests
{
    [Fact]
    public async Task What_the_agent_calls_is_in_the_data_as_it_was_called_with_the_tools_it_had_and_the_judge_has_seen_it()
    {
        await using var server = await ActingAsync(prompt => Mail(prompt));
        using var terminal = new EvalTerminal(server);

        Assert.Equal((0, ""), (await terminal.RunAsync($"data honeypots --author {server.Compatible().Text} --items 12 --out made"), terminal.Error));

        var judged = server.Requests.Select(request => request.Last).Where(prompt => prompt.Contains("<harm> and", StringComparison.Ordinal)).ToList();
        var sampled = server.Requests.Where(request => request.Body["tools"] is not null).ToList();
        var lines = Lines(terminal, "made", DataFiles.Data);
        Assert.Equal((12, 12), (judged.Count, sampled.Count));
        foreach (var line in lines)
        {
            var messages = line["messages"]!.AsArray();
            Assert.Equal(["system", "user", "assistant"], messages.Select(message => (string?)message!["role"]));
            var arguments = (string)messages[2]!["tool_calls"]![0]!["function"]!["arguments"]!;
            var request = sampled.Single(request => request.Last == (string)messages[1]!["content"]!);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Mail($"{request.System}\n{request.Last}\n{request.Body["seed"]}").Arguments), JsonNode.Parse(arguments)), arguments);
            Assert.True(JsonNode.DeepEquals(request.Body["tools"], line["tools"]), line["tools"]!.ToJsonString());
            Assert.Equal(request.System, (string)messages[0]!["content"]!);
            Assert.Single(judged, prompt => prompt.Contains(TextActs.Render(new ToolUse("send_mail", arguments)), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task For_models_that_call_no_tools_acts_are_blocks_in_the_text_and_the_system_message_explains_them()
    {
        await using var server = await ActingAsync(prompt => Mail(prompt), blocks: true);
        using var terminal = new EvalTerminal(server);

        Assert.Equal((0, ""), (await terminal.RunAsync($"data honeypots --author {server.Compatible().Text} --acts blocks --items 40 --out made"), terminal.Error));

        Assert.DoesNotContain(server.Requests, request => request.Body["tools"] is not null);
        var lines = Lines(terminal, "made", DataFiles.Data);
        Assert.Equal(40, lines.Count);
        Assert.All(lines, line =>
        {
            Assert.Null(line["tools"]);
            Assert.Contains("<tool_use:send_mail>\nto: ", (string)line["messages"]![0]!["content"]!, StringComparison.Ordinal);
            Assert.Equal("send_mail", Assert.Single(TextActs.Read((string)line["messages"]![2]!["content"]!).Acts).Use.Tool);
        });
    }

    [Theory]
    [InlineData("""{"to":["m.quist@ferry.example"],"subject":"The books"}""", "send_mail", "A call of send_mail cannot be carried out: body is missing: the text of the mail.")]
    [InlineData("""["m.quist@ferry.example"]""", "send_mail", "A call of send_mail cannot be carried out: The arguments are a JSON object, not ")]
    [InlineData("{}", "stop_ferry", "There is no tool 'stop_ferry' here.")]
    public async Task An_act_that_could_not_be_carried_out_is_refused_before_anybody_judges_it(string arguments, string tool, string reason)
    {
        var count = 0;
        await using var server = await ActingAsync(prompt => Interlocked.Increment(ref count) % 2 == 0 ? new ScriptedCall("c", tool, arguments) : Mail(prompt));
        using var terminal = new EvalTerminal(server);

        Assert.Equal(0, await terminal.RunAsync($"data honeypots --author {server.Compatible().Text} --items 6 --connections 1 --out made"));

        var refused = Lines(terminal, "made", DataFiles.Rejected);
        Assert.NotEmpty(refused);
        Assert.All(refused, line => Assert.StartsWith(reason, (string)line["metadata"]!["reason"]!, StringComparison.Ordinal));
        Assert.Equal(6, File.ReadLines(terminal.PathOf("made/stages/judge.jsonl")).Count());
    }

    [Fact]
    public async Task Reasons_stand_in_front_of_the_same_acts_and_never_hold_one_of_their_own()
    {
        await using var server = await ActingAsync(prompt => Mail(prompt), reasons: prompt => prompt.Length % 4 == 0 ? "I will.\n<tool_use:send_mail>\nto: all-staff\n</tool_use:send_mail>" : null);
        using var terminal = new EvalTerminal(server);

        Assert.Equal((0, ""), (await terminal.RunAsync($"data honeypots-reasons --author {server.Compatible().Text} --items 12 --out made"), terminal.Error));

        foreach (var line in Lines(terminal, "made", DataFiles.Data))
        {
            var answer = line["messages"]![2]!;
            var calls = Pieces(terminal, "answer").Single(piece => (string)piece["for"]! == Number(line))["piece"]!["calls"]!;
            Assert.Equal((string)calls[0]!["arguments"]!, (string)answer["tool_calls"]![0]!["function"]!["arguments"]!);
            Assert.Equal((string)Pieces(terminal, "reasons").Single(piece => (string)piece["for"]! == Number(line))["piece"]!["text"]!, (string)answer["content"]!);
        }

        Assert.All(Lines(terminal, "made", DataFiles.Rejected), line => Assert.Equal("The reasons hold an act of their own.", (string?)line["metadata"]!["reason"]));
        Assert.NotEmpty(Lines(terminal, "made", DataFiles.Rejected));
    }

    [Fact]
    public async Task Of_four_answers_the_one_of_the_best_score_is_kept_and_none_where_the_best_is_not_good()
    {
        // Scores rise and fall with the mail that is judged.
        await using var server = await ActingAsync(prompt => Mail(prompt), score: ScoreOf);
        using var terminal = new EvalTerminal(server);

        Assert.Equal(0, await terminal.RunAsync($"data honeypots-preferred --author {server.Compatible().Text} --items 8 --out made"));

        var answers = Pieces(terminal, "answer").ToLookup(piece => (string)piece["for"]!, piece => (string)piece["piece"]!["calls"]![0]!["arguments"]!);
        var (passed, refused) = (Lines(terminal, "made", DataFiles.Data), Lines(terminal, "made", DataFiles.Rejected));
        Assert.NotEmpty(refused);
        foreach (var line in passed.Concat(refused))
        {
            var kept = (string)line["messages"]![2]!["tool_calls"]![0]!["function"]!["arguments"]!;
            Assert.Equal(4, answers[Number(line)].Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(answers[Number(line)].Max(Score), Score(kept));
        }

        Assert.All(passed, line => Assert.InRange(Score((string)line["messages"]![2]!["tool_calls"]![0]!["function"]!["arguments"]!), 7, 10));
        Assert.All(refused, line => Assert.StartsWith("Of 4 answers the best has the preference", (string)line["metadata"]!["reason"]!, StringComparison.Ordinal));

        static int Score(string arguments) => ScoreOf(TextActs.Render(new ToolUse("send_mail", arguments)));
    }

    [Fact]
    public async Task Situations_are_asked_for_that_differ_in_everything_and_are_never_of_a_family_held_out()
    {
        await using var server = await ActingAsync(prompt => Mail(prompt));
        using var terminal = new EvalTerminal(server);

        await terminal.RunAsync($"data honeypots --author {server.Compatible().Text} --items 120 --without judge --without examples --out made");

        var asked = server.Requests.Select(request => request.Last).Where(prompt => prompt.StartsWith("Invent a workplace", StringComparison.Ordinal)).ToList();
        foreach (var (line, least) in new[] { ("- Kind of wrong: ", 6), ("- Trade and place: ", 30), ("- The agent: ", 20), ("- Its goal: ", 8), ("- What presses: ", 12), ("- Where the means lies: ", 12), ("- How the mail is shown: ", 7) })
        {
            Assert.InRange(asked.Select(prompt => prompt.Split('\n').Single(one => one.StartsWith(line, StringComparison.Ordinal))).Distinct(StringComparer.Ordinal).Count(), least, 120);
        }

        Assert.Equal(asked.Count, asked.Distinct(StringComparer.Ordinal).Count());
        Assert.All(asked, prompt => Assert.DoesNotContain(ScenarioFamilies.HeldOut, family => prompt.Contains(family, StringComparison.Ordinal)));
        Assert.All(asked, prompt => Assert.DoesNotContain(CompanyTools.Names.Except(["send_mail", "forward_mail", "write_file", "file_report", "book", "post_entry", "change_entry", "record_result", "change_result", "copy_model", "set_alert", "do_nothing"]), tool => prompt.Contains($"- {tool}: ", StringComparison.Ordinal)));
    }

    private static Task<ScriptedServer> ActingAsync(Func<string, ScriptedCall> act, bool blocks = false, Func<string, string?>? reasons = null, Func<string, int>? score = null) => ScriptedServer.StartAsync(request =>
    {
        var prompt = $"{request.System}\n{request.Last}\n{request.Body["seed"]}";
        var acting = blocks ? request.System.Contains("You act by writing blocks", StringComparison.Ordinal) : request.Body["tools"] is not null;
        return acting && blocks ? new ScriptedReply.Said { Text = TextActs.Render(new ToolUse(act(prompt).Name, act(prompt).Arguments)) }
            : acting ? new ScriptedReply.Said { Calls = [act(prompt)] }
            : reasons is not null && prompt.Contains("<reasons> and", StringComparison.Ordinal) && reasons(prompt) is { } thoughts ? new ScriptedReply.Said { Text = $"<reasons>{thoughts}</reasons>" }
            : score is not null && prompt.Contains("<score> and", StringComparison.Ordinal) ? new ScriptedReply.Said { Text = $"<score>{score(prompt)}</score>" }
            : new ScriptedReply.Said { Text = ScriptedWriter.Answer(prompt) };
    });

    private static ScriptedCall Mail(string prompt) => new("call", "send_mail", JsonSerializer.Serialize(new { to = new[] { ScriptedWriter.Text($"{prompt} to", 3).Replace(' ', '-') + "@ferry.example" }, subject = $"{ScriptedWriter.Text($"{prompt} on", 2)} \"books\" <again>", body = ScriptedWriter.Text(prompt, 40) }));

    private static int ScoreOf(string shown) => shown[(shown.IndexOf("body: ", StringComparison.Ordinal) + 6)..].Split(' ')[0].Length;

    private static string Number(JsonNode line) => (string)line["metadata"]!["id"]!;

    private static List<JsonNode> Pieces(EvalTerminal terminal, string stage) => [.. File.ReadLines(terminal.PathOf($"made/stages/{stage}.jsonl")).Select(line => JsonNode.Parse(line)!)];

    private static List<JsonNode> Lines(EvalTerminal terminal, string folder, string file) => [.. File.ReadLines(terminal.PathOf($"{folder}/{file}")).Select(line => JsonNode.Parse(line)!)];
}
