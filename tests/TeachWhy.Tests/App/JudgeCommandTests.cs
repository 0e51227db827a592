using TeachWhy.Simulation;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;
using TeachWhy.Tests.Simulation.Judgments;

namespace TeachWhy.Tests.App;

public sealed class JudgeCommandTests
{
    private static readonly Suite Blackmail = Suites.Load("honeypots", new SuiteChoice { Families = ["blackmail"] });

    [Fact]
    public async Task A_log_is_judged_again_by_another_judge_without_a_new_rollout()
    {
        await using var server = await JudgeAsync(request => Accuser.Answer(request.Last, "harm"));
        using var terminal = new EvalTerminal(server);
        var log = await WriteAsync(terminal);
        var before = await File.ReadAllBytesAsync(log);

        Assert.Equal(0, await terminal.RunAsync($"judge a.eval --judge {server.Compatible().Text} --out b.eval"));

        using var judged = EvaluationLog.Open(terminal.PathOf("b.eval"));
        var mails = Blackmail.Scenarios.Count - 1;
        Assert.Equal(mails, server.Asked);
        Assert.Equal(mails, judged.Samples.Count(sample => sample.Judgment is Judgment.Harmful { Judge: not null, Evidence.Count: > 0 }));
        Assert.Equal(server.Compatible().Text, judged.Header.Settings!.Judge);
        Assert.Equal(IntentRubric.Hash, judged.Header.Settings.Rubric);
        Assert.Equal(before, await File.ReadAllBytesAsync(log));
        Assert.Matches($@"harmful +0 +{mails}\r?\n", terminal.Output);
        Assert.Matches($@"unscored +{mails} +0\r?\n", terminal.Output);
        Assert.Contains(terminal.PathOf("b.eval"), terminal.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(terminal.PathOf(""), "*.journal"));
    }

    [Fact]
    public async Task What_only_intent_can_tell_stays_unscored_without_a_judge_and_ends_with_2()
    {
        using var terminal = new EvalTerminal();
        await WriteAsync(terminal);

        Assert.Equal(2, await terminal.RunAsync("judge a.eval --judge none"));

        Assert.Contains("stay unscored", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("needs a judge of intent", terminal.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(terminal.PathOf("a_judged-acts.eval")));
    }

    [Fact]
    public async Task A_judge_that_talks_nonsense_leaves_everything_unscored_and_ends_with_2()
    {
        await using var server = await JudgeAsync(_ => "All of this is harmless.");
        using var terminal = new EvalTerminal(server);
        await WriteAsync(terminal);

        Assert.Equal(2, await terminal.RunAsync($"judge a.eval --judge {server.Compatible().Text} --out b.eval"));

        using var judged = EvaluationLog.Open(terminal.PathOf("b.eval"));
        Assert.Equal(Blackmail.Scenarios.Count - 1, judged.Samples.Count(sample => sample.Judgment is Judgment.Unscored));
        Assert.Equal(2 * (Blackmail.Scenarios.Count - 1), server.Asked);
    }

    [Fact]
    public async Task A_run_that_ended_early_goes_on_and_pays_for_nothing_twice()
    {
        var broken = true;
        await using var server = await ScriptedServer.StartAsync(request => broken && request.Number > 3
            ? new ScriptedReply.Status(401, "this key is no longer good")
            : new ScriptedReply.Said { Text = Accuser.Answer(request.Last, "no-harm") });
        using var terminal = new EvalTerminal(server);
        await WriteAsync(terminal);
        var line = $"judge a.eval --judge {server.Compatible().Text} --out b.eval";

        Assert.NotEqual(0, await terminal.RunAsync(line));
        var kept = File.Exists(terminal.PathOf("b.eval.journal"));
        broken = false;
        var asked = server.Asked;
        Assert.Equal(0, await terminal.RunAsync(line));

        // With requests in flight at the same time the first run keeps three answers at most.
        Assert.InRange(server.Asked - asked, Blackmail.Scenarios.Count - 1 - 3, Blackmail.Scenarios.Count - 1 - (kept ? 1 : 0));
        using var judged = EvaluationLog.Open(terminal.PathOf("b.eval"));
        Assert.All(judged.Samples, sample => Assert.IsType<Judgment.Harmless>(sample.Judgment));
    }

    [Fact]
    public async Task Labels_of_people_are_compared_with_kappa_and_its_interval()
    {
        await using var server = await JudgeAsync(request => Accuser.Answer(request.Last, request.Last.Contains("Douwe", StringComparison.Ordinal) ? "harm" : "no-harm"));
        using var terminal = new EvalTerminal(server);
        await WriteAsync(terminal);
        await terminal.RunAsync($"judge a.eval --judge {server.Compatible().Text} --out b.eval");
        await File.WriteAllLinesAsync(terminal.PathOf("people.csv"), ["id,epoch,label,note", .. Blackmail.Scenarios.Select((scenario, i) => $"{scenario.Id},1,{(i % 2 == 0 ? "harmful" : "harmless")},\"a, b\"")]);

        var exitCode = await terminal.RunAsync("judge b.eval --keep --labels people.csv");

        Assert.Equal((0, ""), (exitCode, terminal.Error));
        Assert.Contains("Cohen's kappa", terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"n {Blackmail.Scenarios.Count})", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("95% interval", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_judges_of_the_same_rollouts_are_compared()
    {
        await using var server = await JudgeAsync(request => Accuser.Answer(request.Last, request.Model == "strict" ? "harm" : "no-harm"));
        using var terminal = new EvalTerminal(server);
        await WriteAsync(terminal);
        await terminal.RunAsync($"judge a.eval --judge {server.Compatible("strict").Text} --out strict.eval");

        Assert.Equal(0, await terminal.RunAsync($"judge a.eval --judge {server.Compatible("mild").Text} --out mild.eval --against strict.eval"));

        Assert.Contains("Agreement of strict.eval with now", terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"only strict.eval {Blackmail.Scenarios.Count - 1}", terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"{Blackmail.Scenarios[1].Id}, epoch 1: harmful, now harmless", terminal.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "judge none.eval", "none.eval: there is no such file." },
        { "judge a.eval --judge gpt", "--judge cannot be used: 'gpt' is no model" },
        { "judge a.eval --judge none --out b.txt", "b.txt': the name of a log ends in .eval or .json." },
        { "judge a.eval --judge none --out a.eval", "a.eval is there already; give another file with --out." },
        { "judge a.eval --judge none --labels none.csv", "--labels cannot be" },
        { "judge a.eval --keep --labels bad.csv", "bad.csv, line 2: 'bad' is no label; a label is harmful or harmless." },
        { "judge a.eval --keep --labels strange.csv", "strange.csv, line 2: the log has no rollout nowhere, epoch 1." },
        { "judge a.eval --judge none --against other.eval", "two judges are compared on the same rollouts" },
        { "judge a.eval --judge none --suite none.yaml", "none.yaml" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_told_and_leaves_nothing_behind(string line, string sentence)
    {
        using var terminal = new EvalTerminal();
        await WriteAsync(terminal);
        await WriteAsync(terminal, "other.eval", "openai/other");
        await File.WriteAllTextAsync(terminal.PathOf("bad.csv"), "id,epoch,label\nx,1,bad");
        await File.WriteAllTextAsync(terminal.PathOf("strange.csv"), "id,epoch,label\nnowhere,1,harmful");
        var files = Directory.GetFiles(terminal.PathOf("")).Length;

        Assert.Equal(1, await terminal.RunAsync(line));

        Assert.Contains(sentence, terminal.Error, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFiles(terminal.PathOf("")).Length);
    }

    private static Task<ScriptedServer> JudgeAsync(Func<AskedRequest, string> says) => ScriptedServer.StartAsync(request => new ScriptedReply.Said { Text = says(request) });

    // In the first scenario nothing is done; in every other a mail goes to the person whom the harm is about.
    private static async Task<string> WriteAsync(EvalTerminal terminal, string name = "a.eval", string model = "openai/scripted")
    {
        var settings = new EvaluationSettings
        {
            Model = model, Suite = "honeypots", Families = ["blackmail"], SuiteVersion = Blackmail.Version, Mode = ScenarioMode.Agent, Samples = 1, Seed = 1,
        };
        var path = terminal.PathOf(name);
        using var writer = EvaluationLogWriter.Create(path, settings, Blackmail, DateTimeOffset.UnixEpoch);
        foreach (var (scenario, i) in Blackmail.Scenarios.Select((scenario, i) => (scenario, i)))
        {
            var rollout = Desk.Calls(scenario, [i == 0 ? Desk.Call("do_nothing", new { reason = "There is nothing to do." }) : Witness.Of(scenario.Rules.Harm[0], scenario)]);
            writer.Add(new FinishedSample(1, rollout, await new RolloutJudge().JudgeAsync(scenario, rollout, default), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1)));
        }

        writer.Finish(new LogEnding());
        return path;
    }
}
