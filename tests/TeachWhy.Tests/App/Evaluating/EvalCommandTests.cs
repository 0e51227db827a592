using System.Text.Json;
using TeachWhy.Miniature.Agents;
using TeachWhy.Simulation;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.App.Evaluating;

public sealed class EvalCommandTests
{
    private const string Small = "eval --model openai:{0}/scripted --suite miniature ";

    private static readonly IReadOnlyList<Scenario> Scenarios = new MiniatureSuite(MiniatureSuite.DefaultWorld).Make(new SuiteChoice()).Scenarios;
    private static readonly int Size = Scenarios.Count;
    private static readonly int Honeypots = Scenarios.Count(scenario => !scenario.Benign);

    public static TheoryData<string, string> Mistakes => new()
    {
        { "eval", "--model is missing: it must name the model to measure, such as anthropic/NAME or local:CHECKPOINT." },
        { "eval --model gpt", "--model cannot be used: 'gpt' is no model: a model is named anthropic/NAME, openai/NAME, openai:BASE_URL/NAME or local:CHECKPOINT." },
        { "eval --model anthropic/x --judge gpt", "--judge cannot be used: 'gpt' is no model: a model is named anthropic/NAME, openai/NAME, openai:BASE_URL/NAME or local:CHECKPOINT." },
        { "eval --model local:nowhere --suite miniature", "'nowhere' is not a checkpoint: There is neither a folder nor a file at {1}/nowhere." },
        { "eval --model openai:{0}/x --suite miniature --out log.txt", "--out cannot be '{1}/log.txt': the name of a log ends in .eval or .json." },
        { "eval --model openai:{0}/x --suite miniature --system none.txt", "--system cannot be {1}/none.txt: Could not find file '{1}/none.txt'." },
        { "eval --model openai:{0}/x --suite miniature --price 3", "--price cannot be used: '3' is no price: give US dollars per million tokens as IN/OUT or IN/OUT/CACHED, such as 3/15." },
        { "eval --model openai:{0}/x --suite miniature --max-cost 3", "The price of openai:{0}/x is not known, so a limit on its cost cannot be kept; give it with --price IN/OUT, in US dollars per million tokens." },
        { "eval --model openai:{0}/x --suite miniature --limit-cost 3", "--limit-cost cannot be kept: the price of openai:{0}/x is not known; give it with --price IN/OUT." },
        { "eval --model openai:{0}/x --suite miniature --mode single", "--mode cannot be 'single' with the suite miniature: its model calls tools and writes no action blocks." },
        { "eval --model openai:{0}/x --samples 0", "--samples cannot be '0': it must be a whole number from 1 to 10000." },
        { "eval --model openai:{0}/x --suite miniature --estimate 0", "--estimate cannot be '0': it must be a whole number from 1 to 1000." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_one_sentence_and_leaves_nothing_behind(string line, string sentence)
    {
        await using var server = await ScriptedServer.SayingAsync("Hello.");
        using var terminal = new EvalTerminal(server);

        var exitCode = await terminal.RunAsync(At(server, line));

        var expected = At(server, sentence).Replace("{1}", terminal.PathOf(""), StringComparison.Ordinal) + Environment.NewLine;
        Assert.Equal((1, expected), (exitCode, terminal.Error));
        Assert.Equal(0, server.Asked);
        Assert.Empty(Directory.GetFileSystemEntries(terminal.PathOf("")));
    }

    [Fact]
    public async Task An_evaluation_ends_as_a_log_with_its_rates_and_what_is_next()
    {
        await using var server = await ScriptedServer.SayingAsync("I would rather not.");
        using var terminal = new EvalTerminal(server);

        Assert.Equal(0, await terminal.RunAsync(At(server, Small + "--samples 2 --out a.eval")));

        Assert.Contains($"{2 * Size} of {2 * Size} rollouts", terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"0 of {2 * Honeypots}", terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"teachwhy view {terminal.PathOf("a.eval")}", terminal.Output, StringComparison.Ordinal);
        using var log = EvaluationLog.Open(terminal.PathOf("a.eval"));
        Assert.Equal(("success", 2 * Size, 2 * Size), (log.Header.Status, log.Header.Planned, log.Samples.Count));
        Assert.False(File.Exists(terminal.PathOf("a.eval.journal")));
        Assert.Equal(2 * Size, server.Asked);
    }

    [Fact]
    public async Task A_finished_log_is_shown_again_and_extended_by_more_samples_and_refuses_other_settings()
    {
        await using var server = await ScriptedServer.SayingAsync("I would rather not.");
        using var terminal = new EvalTerminal(server);
        await terminal.RunAsync(At(server, Small + "--samples 1 --out a.json"));

        Assert.Equal(0, await terminal.RunAsync(At(server, Small + "--samples 1 --out a.json")));
        Assert.Equal(Size, server.Asked);

        Assert.Equal(0, await terminal.RunAsync(At(server, Small + "--samples 3 --out a.json")));
        Assert.Equal(3 * Size, server.Asked);
        Assert.Equal(3 * Size, terminal.Samples("a.json").Count);

        Assert.Equal(1, await terminal.RunAsync(At(server, Small + "--samples 3 --out a.json --temperature 0.5")));
        Assert.Contains("a.json was made with temperature none, not 0.5; give what it was made with to go on, or another file with --out.", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_evaluation_is_found_by_its_settings_and_goes_on()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(request =>
        {
            if (request.Number == 30)
            {
                stop.Cancel();
            }

            return new ScriptedReply.Said { Text = "I would rather not." };
        });
        using var terminal = new EvalTerminal(server);

        Assert.Equal(130, await terminal.RunAsync(At(server, Small + "--samples 2"), stop.Token));
        Assert.Contains("the same command goes on from there", terminal.Error, StringComparison.Ordinal);

        Assert.Equal(0, await terminal.RunAsync(At(server, Small + "--samples 2")));
        Assert.Contains("Goes on with", terminal.Output, StringComparison.Ordinal);
        var log = Assert.Single(Directory.GetFiles(terminal.PathOf("logs")));
        Assert.Equal(2 * Size, terminal.Samples(log).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task What_stays_unscored_is_told_with_its_reason_and_tried_again_when_asked_for()
    {
        var broken = true;
        await using var server = await ScriptedServer.StartAsync(request =>
            broken && request.Number % 4 == 0 ? new ScriptedReply.Status(400, "this one not") : new ScriptedReply.Said { Text = "I would rather not." });
        using var terminal = new EvalTerminal(server);

        Assert.Equal(2, await terminal.RunAsync(At(server, Small + "--out a.eval")));
        Assert.Contains($"{Size / 4} of {Size} rollouts stayed unscored, most often because: ", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("--retry-unscored tries them again.", terminal.Error, StringComparison.Ordinal);

        broken = false;
        Assert.Equal(2, await terminal.RunAsync(At(server, Small + "--out a.eval")));
        Assert.Equal(Size, server.Asked);
        Assert.Equal(0, await terminal.RunAsync(At(server, Small + "--out a.eval --retry-unscored")));
        Assert.Equal(Size + (Size / 4), server.Asked);
    }

    [Fact]
    public async Task A_budget_that_is_used_up_keeps_what_is_done_and_the_next_run_goes_on()
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Text = "I would rather not.", InputTokens = 10, OutputTokens = 1000 });
        using var terminal = new EvalTerminal(server);
        var line = At(server, Small + "--price 1/1 --max-tokens 1000 --out a.eval ");

        Assert.Equal(2, await terminal.RunAsync(line + "--max-cost 0.02"));
        Assert.Contains("The budget of $0.02 is used up", terminal.Error, StringComparison.Ordinal);
        using (var log = EvaluationLog.Open(terminal.PathOf("a.eval")))
        {
            Assert.Equal("error", log.Header.Status);
            Assert.InRange(log.Samples.Count, 1, 19);
        }

        Assert.Equal(0, await terminal.RunAsync(line + "--max-cost 5"));
        Assert.Equal(Size, server.Asked);
        Assert.Equal(Size, terminal.Samples("a.eval").Count);
    }

    [Fact]
    public async Task What_costs_money_and_has_no_bound_is_told_and_not_begun_in_a_pipe()
    {
        await using var server = await ScriptedServer.SayingAsync("I would rather not.");
        using var terminal = new EvalTerminal(server);

        Assert.Equal(1, await terminal.RunAsync(At(server, Small + "--price 3/15")));
        Assert.Contains("This may cost about $", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("add --max-cost X to bound it, or --yes to go on all the same.", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(0, server.Asked);

        Assert.Equal(0, await terminal.RunAsync(At(server, Small + "--price 3/15 --yes")));
        Assert.Contains("This may cost about $", terminal.Output, StringComparison.Ordinal);
        Assert.Equal(Size, server.Asked);
    }

    [Fact]
    public async Task An_estimate_asks_nothing_and_with_a_number_asks_that_often()
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Text = "No.", InputTokens = 100, OutputTokens = 10 });
        using var terminal = new EvalTerminal(server);

        Assert.Equal(0, await terminal.RunAsync(At(server, Small + "--samples 100 --price 3/15 --estimate")));
        Assert.Equal(0, server.Asked);
        Assert.StartsWith($"{Words(100 * Size)} rollouts: {Size} scenarios, each 100 times.", terminal.Output, StringComparison.Ordinal);

        Assert.Equal(0, await terminal.RunAsync(At(server, Small + "--samples 100 --price 3/15 --json --estimate 5")));
        Assert.Equal(5, server.Asked);
        using var estimate = JsonDocument.Parse(terminal.Output);
        Assert.Equal(10_000 * Size, estimate.RootElement.GetProperty("model").GetProperty("input").GetInt64());
        Assert.Equal(0.045 * Size, estimate.RootElement.GetProperty("cost_usd").GetDouble(), tolerance: 1e-9);
    }

    [Fact]
    public async Task A_program_that_watches_gets_one_object_a_line()
    {
        await using var server = await ScriptedServer.SayingAsync("I would rather not.");
        using var terminal = new EvalTerminal(server);

        await terminal.RunAsync(At(server, Small + "--json --out a.eval"));

        var events = terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("progress", events[0].GetProperty("event").GetString());
        Assert.Equal("finished", events[^1].GetProperty("event").GetString());
        Assert.Equal(JsonValueKind.Null, events[^1].GetProperty("controls").ValueKind);
        Assert.Equal(Honeypots, events[^1].GetProperty("all").GetProperty("scored").GetInt32());
        Assert.Equal(Size, events[^2].GetProperty("done").GetInt32());
    }

    [Fact]
    public async Task A_key_that_is_refused_ends_the_run_with_one_sentence_and_nothing_left_behind()
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Status(401, "no such key"));
        using var terminal = new EvalTerminal(server);

        Assert.Equal(1, await terminal.RunAsync(At(server, Small + "--out a.eval")));

        Assert.Single(terminal.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.GetFileSystemEntries(terminal.PathOf("")));
    }

    [Fact]
    public async Task Text_of_a_provider_cannot_steer_the_terminal()
    {
        await using var server = await ScriptedServer.StartAsync(request => request.Number == 1
            ? new ScriptedReply.Said { Text = "\u001b[2Jgone\u202e" } : new ScriptedReply.Status(400, "\u001b[2Jgone\u202e"));
        using var terminal = new EvalTerminal(server);

        Assert.Equal(2, await terminal.RunAsync(At(server, Small + "--connections 1 --out a.eval")));

        Assert.Contains("gone", terminal.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', terminal.Output + terminal.Error);
        Assert.DoesNotContain('\u202e', terminal.Output + terminal.Error);
    }

    private static string Words(int number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static string At(ScriptedServer server, string line) => line.Replace("{0}", $"{server.Address}v1", StringComparison.Ordinal);
}
