using TeachWhy.Chat;

namespace TeachWhy.Simulation;

/// <summary>Judges the rollouts of a finished log again, by the rules of today and another judge of intent. No model plays; a journal keeps every judgment at once, so that a stopped run goes on.</summary>
public sealed class Rejudging
{
    private readonly EvaluationLog _log;
    private readonly IJudge _judge;
    private readonly Dictionary<string, Scenario> _scenarios;
    private readonly Lock _lock = new();
    private EvaluationProgress _progress = new(0);
    private ChatStopException? _stop;

    /// <param name="suite">The suite that the log was played with, as it is today.</param>
    public Rejudging(EvaluationLog log, Suite suite, IJudge judge)
    {
        (_log, _judge) = (log, judge);
        _scenarios = suite.Scenarios.ToDictionary(scenario => scenario.Id, StringComparer.Ordinal);
    }

    /// <summary>Most judgments asked for at the same time; the chat client finds below it how many do well together.</summary>
    public int InFlight { get; init; } = 64;

    /// <summary>Scenarios of the log that the suite does not have: their rollouts cannot be judged by it.</summary>
    public IReadOnlyList<string> Unknown => [.. _log.Samples.Select(sample => sample.Id).Where(id => !_scenarios.ContainsKey(id)).Distinct(StringComparer.Ordinal)];

    /// <returns>Why it ended before all was judged, such as the budget; null where it did not.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; the journal keeps what was judged.</exception>
    /// <exception cref="LogException">A sample cannot be read.</exception>
    public async Task<ChatStopException?> RunAsync(EvaluationJournal journal, IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        var left = _log.Samples.Where(sample => !journal.IsDone(sample.Id, sample.Epoch, retryUnscored: true)).ToList();
        _progress = new EvaluationProgress(_log.Samples.Count);
        foreach (var kept in _log.Samples.Except(left))
        {
            _progress = _progress.After(kept.Kind, journal.Find(kept.Id, kept.Epoch)!.Judgment);
        }

        _progress = _progress with { Reused = _progress.Done };
        progress?.Report(_progress);
        await Parallel.ForEachAsync(left, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellation }, async (summary, stopped) =>
        {
            if (Volatile.Read(ref _stop) is null && await JudgeAsync(summary, stopped) is { } judged)
            {
                journal.Append(judged);
                lock (_lock)
                {
                    _progress = _progress.After(summary.Kind, judged.Judgment);
                    progress?.Report(_progress);
                }
            }
        });
        return _stop;
    }

    private async Task<FinishedSample?> JudgeAsync(SampleSummary summary, CancellationToken cancellation)
    {
        var sample = _log.Read(summary);
        var rollout = sample.Rollout ?? throw new LogException(_log.Path, $"{summary.Id}, epoch {summary.Epoch}", "the sample does not tell what its acts did");
        try
        {
            var judgment = await _judge.JudgeAsync(_scenarios[summary.Id], rollout, cancellation);
            return new FinishedSample(summary.Epoch, rollout, judgment, sample.Summary.Started ?? _log.Header.Created, sample.Summary.Took ?? TimeSpan.Zero);
        }
        catch (ChatStopException stop)
        {
            Volatile.Write(ref _stop, stop);
            return null;
        }
    }
}
