using TeachWhy.App.Comparing;
using TeachWhy.App.Display;
using TeachWhy.Chat;
using TeachWhy.Simulation;
using TeachWhy.Studies.Charts;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Evaluating;

/// <summary>One evaluation from the request to its log and its exit code.</summary>
internal sealed class EvaluationRun(EvaluationRequest request, Surroundings surroundings)
{
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var subject = EvaluationSubject.Open(request, surroundings);
        if (request.Estimate is { } measured)
        {
            await EstimateAsync(subject, measured, cancellation);
            return ExitCode.Done;
        }

        var gating = request.Gating.Opened([.. subject.Suite.Scenarios.Select(scenario => scenario.Family).Distinct(StringComparer.Ordinal)], surroundings);
        var log = EvaluationPlace.Of(request, subject.Settings, surroundings);
        using var journal = EvaluationJournal.Open(log, subject.Settings, subject.Suite.Scenarios, surroundings.Time.GetUtcNow());
        var display = Display(() => subject.Activity);
        var retries = journal.Count > 0 || request.RetryUnscored;
        try
        {
            var finished = Adopt(journal, log, subject.Settings) == Planned(subject) && !request.RetryUnscored;
            Tell(display, journal, log);
            if (finished)
            {
                journal.Remove();
                return await ConcludeAsync(log, display, gating, early: null);
            }

            if (!new EvaluationConsent(request, surroundings).Given(subject, 1 - ((double)journal.Count / Planned(subject))))
            {
                return ExitCode.Cancelled;
            }

            return await PlayAsync(subject, journal, log, retries, display, gating, cancellation);
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

    private async Task<int> PlayAsync(EvaluationSubject subject, EvaluationJournal journal, string log, bool retries, IEvaluationDisplay display, Gating gating, CancellationToken cancellation)
    {
        var evaluation = new Evaluation(subject.Settings, subject.Suite, subject.Model.Client, subject.Judge, surroundings.Time)
        {
            AtOnce = () => subject.AtOnce, RetryUnscored = retries, Price = subject.Model.Price,
        };
        ChatStopException? stop = null;
        try
        {
            await display.ShowAsync(async () => stop = await evaluation.RunAsync(journal, display, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Write(subject, journal, log, "cancelled", null);
            await surroundings.Error.WriteLineAsync($"Stopped; {Kept(journal, subject)} in {log}, and the same command goes on from there.");
            return ExitCode.Cancelled;
        }

        if (stop is ChatMistakeException && journal.Count == 0)
        {
            throw new Mistake(stop.Message);
        }

        Write(subject, journal, log, stop is null ? "success" : "error", stop?.Message);
        if (journal.Count == Planned(subject))
        {
            journal.Remove();
        }

        return await ConcludeAsync(log, display, gating, stop is null ? null : $"Ended early: {stop.Message} {Kept(journal, subject)} in {log}, and the same command goes on from there.");
    }

    private async Task EstimateAsync(EvaluationSubject subject, int measured, CancellationToken cancellation)
    {
        var estimate = EvaluationEstimate.Of(subject.Settings, subject.Suite, request.Connections, measured == 0 ? null : await EvaluationEstimate.MeasureAsync(subject.Settings, subject.Suite, subject.Model.Client, measured, surroundings.Time, cancellation));
        if (request.Json)
        {
            await surroundings.Output.WriteLineAsync(EstimateLines.Json(estimate, subject.Model, subject.JudgeModel));
            return;
        }

        foreach (var line in EstimateLines.Of(estimate, subject.Model, subject.JudgeModel))
        {
            await surroundings.Output.WriteLineAsync(line);
        }
    }

    private IEvaluationDisplay Display(Func<ModelActivity> activity) => request.Json ? new EvaluationEvents(surroundings.Output, surroundings.Time, activity)
        : surroundings.IsTerminal ? new EvaluationLive(surroundings.Console, surroundings.Time, activity)
        : new EvaluationPlain(surroundings.Console, surroundings.Time, activity);

    private static void Tell(IEvaluationDisplay display, EvaluationJournal journal, string log)
    {
        if (journal.Count > 0)
        {
            display.Note($"Goes on with {log}: {Words.Count(journal.Count)} rollouts are there.");
        }

        if (journal.Damaged > 0)
        {
            display.Note($"{Words.Count(journal.Damaged)} {(journal.Damaged == 1 ? "line" : "lines")} of {log}{EvaluationJournal.Extension} were torn or damaged; what they held is played again.");
        }
    }

    private static void Write(EvaluationSubject subject, EvaluationJournal journal, string log, string status, string? error)
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

        // Of an evaluation that went on, tokens and costs of the judge are those of the last run alone: they are not told.
        writer.Finish(new LogEnding { Status = status, Error = error });
    }

    private static int Planned(EvaluationSubject subject) => subject.Suite.Scenarios.Count * subject.Settings.Samples;

    private static string Kept(EvaluationJournal journal, EvaluationSubject subject) =>
        $"{Words.Count(journal.Count)} of {Words.Count(Planned(subject))} rollouts are kept";

    private async Task<int> ConcludeAsync(string log, IEvaluationDisplay display, Gating gating, string? early)
    {
        using var written = EvaluationLog.Open(log);
        var summary = EvaluationSummary.Of(written.Header, written.Samples);
        display.Conclude(summary, log);
        var passed = await gating.ApplyAsync(new ComparedLog(written.Header, written.Samples), surroundings);
        if (early is not null)
        {
            await surroundings.Error.WriteLineAsync(early);
            return ExitCode.Failed;
        }

        var unscored = summary.Unscored.Sum(reason => reason.Count);
        if (unscored == 0)
        {
            return passed ? ExitCode.Done : ExitCode.Failed;
        }

        await surroundings.Error.WriteLineAsync(
            $"{Words.Count(unscored)} of {Words.Count(summary.Header.Planned)} rollouts stayed unscored, most often because: {VisibleText.Of(summary.Unscored[0].Reason.ReplaceLineEndings(" "))}{Remedy(written)}");
        return ExitCode.Failed;
    }

    private static string Remedy(EvaluationLog log) =>
        log.Samples.Any(sample => sample.Judgment is Judgment.Unscored && (sample.Error is not null || sample.Judgment.Judge is not null))
            ? $" The same command with --out {log.Path} --retry-unscored tries them again."
            : log.Header.Settings?.Judge is null ? $" What only intent can tell is told by: teachwhy judge {log.Path} --judge MODEL" : "";
}
