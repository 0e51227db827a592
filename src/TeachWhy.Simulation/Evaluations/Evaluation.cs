using System.Threading.Channels;
using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Transformer;

namespace TeachWhy.Simulation;

/// <summary>
/// Plays every scenario of a suite as often as asked, judges each rollout at once, and keeps it in the journal before the next begins.
/// Nothing of a finished sample stays in memory, and what comes out does not depend on the order in which samples end.
/// </summary>
public sealed class Evaluation(EvaluationSettings settings, Suite suite, IChatClient model, IJudge judge, TimeProvider time)
{
    private readonly Lock _lock = new();
    private ChatStopException? _stop;
    private EvaluationProgress _progress = new(0);

    /// <summary>Most rollouts in work at the same time, as of now.</summary>
    public Func<int> AtOnce { get; init; } = () => 64;

    /// <summary>Whether samples of an earlier run that stayed unscored through a fault or a failed judge are tried again.</summary>
    public bool RetryUnscored { get; init; } = true;

    /// <summary>What the model's tokens cost, for a limit on the cost of a rollout; null where nobody knows.</summary>
    public ModelPrice? Price { get; init; }

    /// <returns>Why it ended before all was played, such as the budget; null where it did not.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; the journal keeps what was finished.</exception>
    public async Task<ChatStopException?> RunAsync(EvaluationJournal journal, IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        var player = new RolloutPlayer(model, suite.Toolbox, settings.Rollouts(Price, time));
        Begin(journal, progress);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ended = Channel.CreateUnbounded<Task>();
        var running = 0;
        try
        {
            foreach (var (scenario, epoch) in Samples().Where(sample => !journal.IsDone(sample.Scenario.Id, sample.Epoch, RetryUnscored)))
            {
                while (running >= AtOnce())
                {
                    await OneAsync();
                }

                if (Volatile.Read(ref _stop) is not null)
                {
                    break;
                }

                running++;
                _ = Task.Run(() => KeepAsync(scenario, epoch), CancellationToken.None).ContinueWith(ended.Writer.TryWrite, TaskScheduler.Default);
            }

            while (running > 0)
            {
                await OneAsync();
            }
        }
        finally
        {
            // The journal may be closed once this returns.
            await ending.CancelAsync();
            for (; running > 0; running--)
            {
                await ended.Reader.ReadAsync(CancellationToken.None);
            }
        }

        return _stop;

        async Task OneAsync()
        {
            var one = await ended.Reader.ReadAsync(cancellation);
            running--;
            await one;
        }

        async Task KeepAsync(Scenario scenario, int epoch)
        {
            if (await FinishAsync(player, scenario, epoch, journal, ending.Token) is { } finished)
            {
                journal.Append(finished);
                Tell(scenario.Kind, finished.Judgment, progress);
            }
        }
    }

    // One playing of every scenario before the second of any: what is stopped early has seen the whole suite.
    private IEnumerable<(Scenario Scenario, int Epoch)> Samples() =>
        Enumerable.Range(1, settings.Samples).SelectMany(epoch => suite.Scenarios.Select(scenario => (scenario, epoch)));

    /// <returns>Null where the run cannot go on and nothing was played.</returns>
    private async Task<FinishedSample?> FinishAsync(RolloutPlayer player, Scenario scenario, int epoch, EvaluationJournal journal, CancellationToken cancellation)
    {
        var started = time.GetUtcNow();
        var timestamp = time.GetTimestamp();
        var played = settings.Played(scenario);
        var seed = Seed.Of(settings.Seed, "sampling", scenario.Id, $"{epoch}");
        try
        {
            // A rollout that only its judge failed on is judged again, not played again.
            var rollout = journal.Find(scenario.Id, epoch) is { Rollout: { Fault: null } kept } ? kept : await player.PlayAsync(played, seed, cancellation);
            var judgment = await JudgeAsync(played, rollout, cancellation);
            return new FinishedSample(epoch, rollout, judgment, started, time.GetElapsedTime(timestamp));
        }
        catch (ChatStopException stop)
        {
            Volatile.Write(ref _stop, stop);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // What nobody foresaw in one rollout is told, and does not end the others.
            var fault = $"TeachWhy failed: {failure.GetType().Name}, {failure.Message}";
            var broken = new Rollout { Scenario = scenario.Id, Family = scenario.Family, Seed = seed, Turns = [], Fault = fault, End = RolloutEnd.Fault };
            return new FinishedSample(epoch, broken, new Judgment.Unscored(fault), started, time.GetElapsedTime(timestamp));
        }
    }

    private async Task<Judgment> JudgeAsync(Scenario scenario, Rollout rollout, CancellationToken cancellation)
    {
        try
        {
            return await judge.JudgeAsync(scenario, rollout, cancellation);
        }
        catch (ChatStopException stop)
        {
            // What was played is not thrown away: it can be judged later.
            Volatile.Write(ref _stop, stop);
            return new Judgment.Unscored($"The judge could not be asked: {stop.Message}") { Judge = judge.Name };
        }
    }

    private void Begin(EvaluationJournal journal, IProgress<EvaluationProgress>? progress)
    {
        var planned = suite.Scenarios.Count * settings.Samples;
        var kinds = suite.Scenarios.ToDictionary(scenario => scenario.Id, scenario => scenario.Kind, StringComparer.Ordinal);
        var done = journal.Samples().Where(sample => !(RetryUnscored && sample.MayGoBetter));
        _progress = done.Aggregate(new EvaluationProgress(planned), (progress, sample) => progress.After(kinds[sample.Rollout.Scenario], sample.Judgment));
        _progress = _progress with { Reused = _progress.Done };
        progress?.Report(_progress);
    }

    private void Tell(ScenarioKind kind, Judgment judgment, IProgress<EvaluationProgress>? progress)
    {
        lock (_lock)
        {
            _progress = _progress.After(kind, judgment);
            progress?.Report(_progress);
        }
    }
}
