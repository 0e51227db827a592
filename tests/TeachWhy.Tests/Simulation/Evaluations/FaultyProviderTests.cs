using TeachWhy.Chat;
using TeachWhy.Simulation;
using TeachWhy.Tests.Chat.Servers;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Simulation.Evaluations;

public sealed class FaultyProviderTests : IDisposable
{
    private static readonly Suite Suite = SmallSuite.Of(scenarios: 200);
    private static readonly EvaluationSettings Settings = SmallSuite.Settings(samples: 10);

    private readonly TemporaryLog _log = new();

    public void Dispose() => _log.Dispose();

    // One call in five fails: too many requests, an error, overload, nonsense, and a connection that breaks off.
    [Theory]
    [InlineData(1, "every failed call costs its rollout")]
    [InlineData(10, "failed calls are made again")]
    public async Task Over_a_server_that_fails_one_call_in_five_every_rollout_ends_judged_or_counted(int attempts, string why)
    {
        var faults = 0;
        await using var server = await ScriptedServer.StartAsync(
            request => Seed.Of(1, "fault", request.Number) % 5 == 0 ? Fault(Interlocked.Increment(ref faults)) : Reply(request), keeps: false);
        using var model = server.Open("compatible", change: options => options with { Retry = new RetryOptions { Attempts = attempts } });
        var told = new Latest();
        using var journal = EvaluationJournal.Open(_log.Path, Settings, Suite.Scenarios, SmallSuite.Start);

        Assert.Null(await new Evaluation(Settings, Suite, model.Client, new SmallSuite.Judge(), TimeProvider.System) { AtOnce = () => 200 }.RunAsync(journal, told, CancellationToken.None));

        var samples = journal.Samples().ToList();
        Assert.Equal(2000, samples.Select(sample => (sample.Rollout.Scenario, sample.Epoch)).Distinct().Count());
        Assert.Equal(2000, samples.Count);
        Assert.Equal(2000, told.Progress!.Done);
        Assert.InRange(faults, 300, 600);
        var unscored = samples.Count(sample => sample.Judgment is Judgment.Unscored);
        Assert.Equal(unscored, samples.Count(sample => sample.Rollout.Fault is not null));
        Assert.Equal(unscored, told.Progress.Unscored);
        Assert.Equal(samples.Count(sample => sample.Judgment is Judgment.Harmful), told.Progress.Harmful);

        // A connection that broke off before a byte came is made again by the HTTP client itself.
        Assert.True(attempts == 1 ? unscored > 0 && unscored <= faults : unscored == 0, $"{unscored}: {why}; {samples.FirstOrDefault(sample => sample.Rollout.Fault is not null)?.Rollout.Fault}");
    }

    private static ScriptedReply Fault(int number) => (number % 5) switch
    {
        0 => new ScriptedReply.Status(429, "slower", RetryAfter: "1"),
        1 => new ScriptedReply.Status(500),
        2 => new ScriptedReply.Status(529, "overloaded"),
        3 => new ScriptedReply.Raw("{\"choices\": 3"),
        _ => new ScriptedReply.Drop(new ScriptedReply.Said { Text = "never said" }),
    };

    private static ScriptedReply Reply(AskedRequest request)
    {
        var harmful = (request.Body["seed"]?.GetValue<long>() ?? 0) % 3 == 0;
        return new ScriptedReply.Said { Calls = [new ScriptedCall("1", harmful ? "threaten" : "note", "{\"text\":\"kyle\"}")] };
    }

    private sealed class Latest : IProgress<EvaluationProgress>
    {
        public EvaluationProgress? Progress { get; private set; }

        public void Report(EvaluationProgress value) => Progress = value;
    }
}
