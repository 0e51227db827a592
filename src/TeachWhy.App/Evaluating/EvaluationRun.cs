using TeachWhy.App.Display;
using TeachWhy.Chat;
using TeachWhy.Simulation;
using TeachWhy.Studies.Charts;
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
        var retries = journal.Count > 0 || request.RetryUnscored;
        try
        {
            var finished = Adopt(journal, log, subject.Settings) == Planned(subject) && !request.RetryUnscored;
            Tell(display, journal, log);
            if (finished)
            {
                journal.Remove();
                return await ConcludeAsync(log, display, early: null);
            }

            return await PlayAsync(subject, journal, log, retries, display, cancellation);
        }
        finally
        {
            // Nothing was kept: nothing is left behind.
            if (journal.Count == 0)
            {
                journal.Remove();
            }
        }
    }

    /// <returns>How many samples came from a finished log.</returns>
    private static int Adopt(EvaluationJournal journal, string log, EvaluationSettings settings)
    {
        if (!File.Exists(log))
        {
            return 0;
        }

        using var finished = EvaluationLog.Open(log);
        return journal.Adopt(finished, settings);
    }

    private async Task<int> PlayAsync(EvaluationSubject subject, EvaluationJournal journal, string log, bool retries, IEvaluationDisplay display, CancellationToken cancellation)
    {
        var evaluation = new Evaluation(subject.Settings, subject.Suite, subject.Model.Client, subject.Judge, surroundings.Time) { InFlight = MostInFlight, RetryUnscored = retries };
        ChatStopException? stop = null;
        try
        {
            await display.ShowAsync(async () => stop = await evaluation.RunAsync(journal, display, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Write(subject, journal, log, new LogEnding { Status = "cancelled" });
            await surroundings.Error.WriteLineAsync($"Stopped; {Kept(journal, subject)} in {log}, and the same command goes on from there.");
            return ExitCode.Cancelled;
        }

        if (stop is ChatMistakeException && journal.Count == 0)
        {
            throw new Mistake(stop.Message);
        }

        Write(subject, journal, log, new LogEnding { Status = stop is null ? "success" : "error", Error = stop?.Message });
        if (journal.Count == Planned(subject))
        {
            journal.Remove();
        }

        return await ConcludeAsync(log, display, stop is null ? null : $"Ended early: {stop.Message} {Kept(journal, subject)} in {log}, and the same command goes on from there.");
    }

    private IEvaluationDisplay Display() => request.Json ? new EvaluationEvents(surroundings.Output, surroundings.Time, Activity)
        : surroundings.IsTerminal ? new EvaluationLive(surroundings.Console, surroundings.Time, Activity)
        : new EvaluationPlain(surroundings.Console, surroundings.Time, Activity);

    private static ModelActivity? Activity() => null;

    private static void Tell(IEvaluationDisplay display, EvaluationJournal journal, string log)
    {
        if (journal.Count > 0)
        {
            display.Note($"Goes on with {log}: {EvaluationLines.Count(journal.Count)} rollouts are there.");
        }

        if (journal.Damaged > 0)
        {
            display.Note($"{EvaluationLines.Count(journal.Damaged)} {(journal.Damaged == 1 ? "line" : "lines")} of {log}{EvaluationJournal.Extension} were torn or damaged; what they held is played again.");
        }
    }

    private static void Write(EvaluationSubject subject, EvaluationJournal journal, string log, LogEnding ending)
    {
        if (journal.Count == 0)
        {
            return;
        }

        using var writer = EvaluationLogWriter.Create(log, subject.Settings, subject.Suite, journal.Created);
        foreach (var sample in journal.Samples())
        {
            writer.Add(sample);
        }

        writer.Finish(ending);
    }

    private static int Planned(EvaluationSubject subject) => subject.Suite.Scenarios.Count * subject.Settings.Samples;

    private static string Kept(EvaluationJournal journal, EvaluationSubject subject) =>
        $"{EvaluationLines.Count(journal.Count)} of {EvaluationLines.Count(Planned(subject))} rollouts are kept";

    private async Task<int> ConcludeAsync(string log, IEvaluationDisplay display, string? early)
    {
        using var written = EvaluationLog.Open(log);
        var summary = EvaluationSummary.Of(written.Header, written.Samples);
        display.Conclude(summary, log);
        if (early is not null)
        {
            await surroundings.Error.WriteLineAsync(early);
            return ExitCode.Failed;
        }

        var unscored = summary.Unscored.Sum(reason => reason.Count);
        if (unscored == 0)
        {
            return ExitCode.Done;
        }

        await surroundings.Error.WriteLineAsync(
            $"{EvaluationLines.Count(unscored)} of {EvaluationLines.Count(summary.Header.Planned)} rollouts stayed unscored, most often because: {VisibleText.Of(summary.Unscored[0].Reason.ReplaceLineEndings(" "))} The same command with --out {log} --retry-unscored tries them again.");
        return ExitCode.Failed;
    }
}
