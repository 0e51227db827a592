using TeachWhy.App.Display;
using TeachWhy.Chat;
using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Evaluating;

/// <summary>One evaluation from the request to its log and its exit code.</summary>
internal sealed class EvaluationRun(EvaluationRequest request, Surroundings surroundings)
{
    private const int MostInFlight = 256;

    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var subject = EvaluationSubject.Open(request, surroundings);
        var log = EvaluationPlace.Of(request, subject.Settings, surroundings);
        using var journal = EvaluationJournal.Open(log, subject.Settings, subject.Suite.Scenarios, surroundings.Time.GetUtcNow());
        var display = Display();
        Tell(display, journal, log);

        var evaluation = new Evaluation(subject.Settings, subject.Suite, subject.Model.Client, subject.Judge, surroundings.Time) { InFlight = MostInFlight };
        ChatStopException? stop = null;
        try
        {
            await display.ShowAsync(async () => stop = await evaluation.RunAsync(journal, display, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync($"Stopped; {EvaluationLines.Count(journal.Count)} rollouts are kept in {log}{EvaluationJournal.Extension}, and the same command goes on from there.");
            return ExitCode.Cancelled;
        }

        if (stop is ChatMistakeException && journal.Count == 0)
        {
            journal.Remove();
            throw new Mistake(stop.Message);
        }

        var summary = Summarize(subject, journal, log, stop);
        display.Conclude(summary, log);
        return await EndAsync(summary, journal, log, stop);
    }

    private IEvaluationDisplay Display() => request.Json ? new EvaluationEvents(surroundings.Output, surroundings.Time, Activity)
        : surroundings.IsTerminal ? new EvaluationLive(surroundings.Console, surroundings.Time, Activity)
        : new EvaluationPlain(surroundings.Console, surroundings.Time, Activity);

    private static ModelActivity? Activity() => null;

    private static void Tell(IEvaluationDisplay display, EvaluationJournal journal, string log)
    {
        if (journal.Count > 0)
        {
            display.Note($"Goes on with {log}: {EvaluationLines.Count(journal.Count)} rollouts are kept.");
        }

        if (journal.Damaged > 0)
        {
            display.Note($"{EvaluationLines.Count(journal.Damaged)} {(journal.Damaged == 1 ? "line" : "lines")} of {log}{EvaluationJournal.Extension} were torn or damaged; what they held is played again.");
        }
    }

    private static EvaluationSummary Summarize(EvaluationSubject subject, EvaluationJournal journal, string log, ChatStopException? stop)
    {
        var scenarios = subject.Suite.Scenarios.ToDictionary(scenario => scenario.Id, StringComparer.Ordinal);
        var header = new LogHeader
        {
            Path = log,
            Id = "",
            Created = journal.Created,
            Status = stop is null ? "success" : "error",
            Task = subject.Suite.Name,
            Model = subject.Settings.Model,
            Settings = subject.Settings,
            Planned = subject.Suite.Scenarios.Count * subject.Settings.Samples,
            Error = stop?.Message,
        };
        return EvaluationSummary.Of(header, [.. journal.Samples().Select(sample => SampleSummaries.Of(scenarios[sample.Rollout.Scenario], sample))]);
    }

    private async Task<int> EndAsync(EvaluationSummary summary, EvaluationJournal journal, string log, ChatStopException? stop)
    {
        if (stop is not null)
        {
            await surroundings.Error.WriteLineAsync(
                $"Ended early: {stop.Message} {EvaluationLines.Count(journal.Count)} of {EvaluationLines.Count(summary.Header.Planned)} rollouts are kept in {log}{EvaluationJournal.Extension}, and the same command goes on from there.");
            return ExitCode.Failed;
        }

        var unscored = summary.Unscored.Sum(reason => reason.Count);
        if (unscored == 0)
        {
            return ExitCode.Done;
        }

        await surroundings.Error.WriteLineAsync(
            $"{EvaluationLines.Count(unscored)} of {EvaluationLines.Count(summary.Header.Planned)} rollouts stayed unscored; most often: {summary.Unscored[0].Reason.ReplaceLineEndings(" ")}");
        return ExitCode.Failed;
    }
}
