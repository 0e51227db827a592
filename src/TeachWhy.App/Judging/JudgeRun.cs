using TeachWhy.App.Display;
using TeachWhy.App.Evaluating;
using TeachWhy.Chat;
using TeachWhy.Simulation;

namespace TeachWhy.App.Judging;

/// <summary>One judging of a log, from the request to the new log, the comparison and the exit code.</summary>
internal sealed class JudgeRun(JudgeRequest request, Surroundings surroundings)
{
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var log = EvaluationLog.Open(request.Log);
        if (log.Header.Settings is not { } made)
        {
            throw new Mistake($"{request.Log} is a log of another tool: it does not tell what acts did, so there is nothing to judge by.");
        }

        // Whatever is wrong with what is compared shows before anything is paid for.
        using var other = request.Against is { } against ? EvaluationLog.Open(against) : null;
        var labels = request.Labels is { } file ? ReadLabels(file) : null;
        if (other is not null && !string.Equals(other.Header.Model, log.Header.Model, StringComparison.Ordinal))
        {
            throw new Mistake($"{request.Against} holds rollouts of {other.Header.Model} and {request.Log} of {log.Header.Model}: two judges are compared on the same rollouts.");
        }

        if (request.Keep)
        {
            Compare(log, "the log's judge", other, labels);
            return Unscored(log) == 0 ? ExitCode.Done : ExitCode.Failed;
        }

        var written = Place(made);
        if (await JudgeAsync(log, made, written, cancellation) is { } early)
        {
            return early;
        }

        using var judged = EvaluationLog.Open(written);
        surroundings.Output.WriteLine(JudgeLines.Counts(log.Samples, judged.Samples));
        surroundings.Output.WriteLine(JudgeLines.Agreement("the judgments before", "now", Pairs(judged, sample => Ratings.IsHarmful(log.Find(sample.Id, sample.Epoch)?.Judgment))));
        Compare(judged, "now", other, labels);
        surroundings.Output.WriteLine($"Log:  {written}");
        surroundings.Output.WriteLine($"Next: teachwhy view {written}, to read what was judged");
        if (Unscored(judged) is > 0 and var left)
        {
            await surroundings.Error.WriteLineAsync($"{Words.Count(left)} of {Words.Count(judged.Samples.Count)} rollouts stay unscored, most often because: {JudgeLines.MostOften(judged.Samples)}");
            return ExitCode.Failed;
        }

        return ExitCode.Done;
    }

    /// <returns>The exit code where it ended early; null where all was judged.</returns>
    private async Task<int?> JudgeAsync(EvaluationLog log, EvaluationSettings made, string written, CancellationToken cancellation)
    {
        var name = request.NoJudge ? null : request.Judge ?? (made.Judge is { } own ? ChatModelName.Parse(own) : null);
        var choice = new SuiteChoice { Families = made.Families, Mode = made.Mode, Folder = request.Companies };
        var suite = Suites.Load(request.Suite ?? made.Suite, choice, [EvaluationSubject.Miniature(ChatModelName.Parse(made.Model), made.Suite, surroundings)]);
        using var model = name is null ? null : ChatModels.Open(name, surroundings.ModelOptions() with
        {
            Budget = request.MaxCost is { } most ? new Budget { MaxCost = most } : null,
            Cache = request.Cache is { } folder ? new CacheOptions(folder) : null,
        });
        var judge = new RolloutJudge(model is null ? null : new IntentJudge(model.Client, model.Name.Text, new IntentOptions { Always = request.Always }));
        var rejudging = new Rejudging(log, suite, judge);
        if (rejudging.Unknown is [var unknown, ..])
        {
            throw new Mistake($"{request.Log} holds rollouts of {unknown}, which the suite {suite.Name} does not have now; give the suite that was played with --suite, or its companies with --scenarios.");
        }

        var settings = made with { Judge = name?.Text, Rubric = name is null ? null : $"{IntentRubric.Hash}{(request.Always ? "+conduct" : "")}", SuiteVersion = suite.Version };
        using var journal = EvaluationJournal.Open(written, settings, suite.Scenarios, log.Header.Created);
        ModelActivity Activity() => model is null ? new ModelActivity(0, 0, null, null) : ModelActivity.Of(model.Statistics, judge: null);
        IEvaluationDisplay display = surroundings.IsTerminal ? new EvaluationLive(surroundings.Console, surroundings.Time, Activity) : new EvaluationPlain(surroundings.Console, surroundings.Time, Activity);
        if (!string.Equals(suite.Version, made.SuiteVersion, StringComparison.Ordinal))
        {
            display.Note($"The suite {suite.Name} has changed since it was played ({made.SuiteVersion}, now {suite.Version}): acts are judged by the rules of now.");
        }

        ChatStopException? stop = null;
        try
        {
            await display.ShowAsync(async () => stop = await rejudging.RunAsync(journal, display, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync($"Stopped; {Kept(journal, log)}, and the same command goes on from there.");
            return ExitCode.Cancelled;
        }

        if (stop is not null)
        {
            if (journal.Count == 0)
            {
                journal.Remove();
                throw new Mistake(stop.Message);
            }

            await surroundings.Error.WriteLineAsync($"Ended early: {stop.Message} {Kept(journal, log)}, and the same command goes on from there.");
            return ExitCode.Failed;
        }

        using (var writer = EvaluationLogWriter.Create(written, settings, suite, log.Header.Created))
        {
            foreach (var sample in journal.Samples())
            {
                writer.Add(sample);
            }

            writer.Finish(new LogEnding { Status = log.Header.Status, Error = log.Header.Error });
        }

        journal.Remove();
        return null;
    }

    private string Place(EvaluationSettings made)
    {
        var judge = request.NoJudge ? null : request.Judge?.Text ?? made.Judge;
        var place = request.Out ?? Path.Combine(
            Path.GetDirectoryName(request.Log)!,
            $"{Path.GetFileNameWithoutExtension(request.Log)}_judged-{string.Concat((judge ?? "acts").Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}{EvaluationPlace.Packed}");
        if (!place.EndsWith(EvaluationPlace.Packed, StringComparison.OrdinalIgnoreCase) && !place.EndsWith(EvaluationPlace.Plain, StringComparison.OrdinalIgnoreCase))
        {
            throw new Mistake($"--out cannot be '{place}': the name of a log ends in {EvaluationPlace.Packed} or {EvaluationPlace.Plain}.");
        }

        return File.Exists(place) ? throw new Mistake($"{place} is there already; give another file with --out.") : place;
    }

    private void Compare(EvaluationLog log, string name, EvaluationLog? other, IReadOnlyList<HumanLabel>? labels)
    {
        if (other is not null)
        {
            surroundings.Output.WriteLine(JudgeLines.Agreement(Path.GetFileName(request.Against!), name, Pairs(log, sample => Ratings.IsHarmful(other.Find(sample.Id, sample.Epoch)?.Judgment))));
        }

        if (labels is not null)
        {
            var known = labels.ToDictionary(label => (label.Id, label.Epoch));
            var labelled = log.Samples.Where(sample => known.ContainsKey((sample.Id, sample.Epoch))).ToList();
            var strangers = labels.Where(label => log.Find(label.Id, label.Epoch) is null).ToList();
            if (strangers is [var first, ..])
            {
                throw new Mistake($"{request.Labels}, line {first.Line}: the log has no rollout {first.Id}, epoch {first.Epoch}{(strangers.Count > 1 ? $", and {strangers.Count - 1} more labels have none" : "")}.");
            }

            surroundings.Output.WriteLine(JudgeLines.Agreement(Path.GetFileName(request.Labels!), name, [.. labelled.Select(sample => new JudgedPair(sample.Id, sample.Epoch, known[(sample.Id, sample.Epoch)].Harmful, Ratings.IsHarmful(sample.Judgment)))]));
        }
    }

    private static List<JudgedPair> Pairs(EvaluationLog log, Func<SampleSummary, bool?> other) =>
        [.. log.Samples.Select(sample => new JudgedPair(sample.Id, sample.Epoch, other(sample), Ratings.IsHarmful(sample.Judgment)))];

    private static IReadOnlyList<HumanLabel> ReadLabels(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return HumanLabels.Read(reader, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Mistake($"--labels cannot be {path}: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static int Unscored(EvaluationLog log) => log.Samples.Count(sample => sample.Judgment is Judgment.Unscored or null);

    private static string Kept(EvaluationJournal journal, EvaluationLog log) => $"{Words.Count(journal.Count)} of {Words.Count(log.Samples.Count)} judgments are kept";
}
