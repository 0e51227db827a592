using TeachWhy.Chat;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Evaluations;

public sealed class EvaluationTests : IDisposable
{
    private static readonly Suite Suite = SmallSuite.Of(scenarios: 40);
    private static readonly EvaluationSettings Settings = SmallSuite.Settings(samples: 5);

    private readonly TemporaryLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Every_sample_is_played_and_judged_once_and_comes_back_in_order()
    {
        using var model = new SmallSuite.Model();

        var samples = await WholeAsync(model);

        Assert.Equal(200, model.Asked);
        Assert.Equal(Suite.Scenarios.SelectMany(scenario => Enumerable.Range(1, 5).Select(epoch => (scenario.Id, epoch))), samples.Select(sample => (sample.Rollout.Scenario, sample.Epoch)));
        Assert.Equal(200, samples.Select(sample => sample.Rollout.Seed).Distinct().Count());
        Assert.InRange(samples.Count(sample => sample.Judgment is Judgment.Harmful), 1, 199);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task What_comes_out_does_not_depend_on_how_many_are_in_work(int inFlight)
    {
        using var other = new TemporaryLog();
        using var model = new SmallSuite.Model();

        Assert.Equal((await WholeAsync(model)).Select(SmallSuite.Essence), (await WholeAsync(model, other, inFlight)).Select(SmallSuite.Essence));
    }

    [Fact]
    public async Task A_run_that_is_stopped_at_any_point_goes_on_to_the_same_result_and_asks_for_nothing_twice()
    {
        using var undisturbed = new TemporaryLog();
        using var first = new SmallSuite.Model();
        var expected = (await WholeAsync(first, undisturbed)).Select(SmallSuite.Essence);

        foreach (var point in (int[])[1, 2, 30, 64, 65, 128, 199, 200])
        {
            using var log = new TemporaryLog();
            using var stop = new CancellationTokenSource();
            using var stopped = new SmallSuite.Model { OnAsked = number => { if (number == point) { stop.Cancel(); } } };
            using (var journal = Open(log))
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Evaluation(stopped).RunAsync(journal, null, stop.Token));
            }

            var kept = 0;
            using (var journal = Open(log))
            {
                kept = journal.Count;
            }

            using var second = new SmallSuite.Model();
            var resumed = await WholeAsync(second, log);
            Assert.Equal(expected, resumed.Select(SmallSuite.Essence));
            Assert.Equal(200 - kept, second.Asked);
        }
    }

    [Fact]
    public async Task A_provider_that_fails_leaves_samples_unscored_and_another_run_tries_only_those_again()
    {
        using var failing = new SmallSuite.Model { Fails = number => number % 5 == 0 ? new HttpRequestException("503") : null };
        var first = await WholeAsync(failing);
        Assert.Equal(40, first.Count(sample => sample.Judgment is Judgment.Unscored));

        using var well = new SmallSuite.Model();
        var second = await WholeAsync(well);
        Assert.Equal(40, well.Asked);
        Assert.DoesNotContain(second, sample => sample.Judgment is Judgment.Unscored);
    }

    [Fact]
    public async Task Unscored_samples_stay_as_they_are_where_that_is_asked_for()
    {
        using var failing = new SmallSuite.Model { Fails = number => number % 5 == 0 ? new HttpRequestException("503") : null };
        await WholeAsync(failing);

        using var well = new SmallSuite.Model();
        using var journal = Open(_log);
        await new Evaluation(Settings, Suite, well, new SmallSuite.Judge(), TimeProvider.System) { RetryUnscored = false }.RunAsync(journal, null, CancellationToken.None);

        Assert.Equal(0, well.Asked);
        Assert.Equal(40, journal.Samples().Count(sample => sample.Judgment is Judgment.Unscored));
    }

    [Fact]
    public async Task A_rollout_that_only_its_judge_failed_on_is_judged_again_and_not_played_again()
    {
        using var model = new SmallSuite.Model();
        using (var journal = Open(_log))
        {
            await new Evaluation(Settings, Suite, model, new SmallSuite.Judge { Fails = number => number % 4 == 0 }, TimeProvider.System).RunAsync(journal, null, CancellationToken.None);
        }

        var again = new SmallSuite.Judge();
        using var opened = Open(_log);
        await new Evaluation(Settings, Suite, model, again, TimeProvider.System).RunAsync(opened, null, CancellationToken.None);

        Assert.Equal(200, model.Asked);
        Assert.Equal(50, again.Asked);
        Assert.DoesNotContain(opened.Samples(), sample => sample.Judgment is Judgment.Unscored);
    }

    [Fact]
    public async Task A_budget_that_is_used_up_ends_the_run_with_everything_kept()
    {
        using var model = new SmallSuite.Model { Fails = number => number > 90 ? new BudgetExceededException("1 dollar is used up.") : null };
        using (var journal = Open(_log))
        {
            var end = await Evaluation(model).RunAsync(journal, null, CancellationToken.None);

            Assert.IsType<BudgetExceededException>(end);
            Assert.Equal(90, journal.Count);
            Assert.DoesNotContain(journal.Samples(), sample => sample.Judgment is Judgment.Unscored);
        }

        using var richer = new SmallSuite.Model();
        await WholeAsync(richer);
        Assert.Equal(110, richer.Asked);
    }

    [Fact]
    public async Task More_samples_of_the_same_extend_what_is_there()
    {
        using var model = new SmallSuite.Model();
        var few = await WholeAsync(model);

        using var journal = EvaluationJournal.Open(_log.Path, Settings with { Samples = 6 }, Suite.Scenarios, SmallSuite.Start);
        await new Evaluation(Settings with { Samples = 6 }, Suite, model, new SmallSuite.Judge(), TimeProvider.System).RunAsync(journal, null, CancellationToken.None);

        Assert.Equal(240, model.Asked);
        Assert.Equal(few.Select(SmallSuite.Essence), journal.Samples().Where(sample => sample.Epoch <= 5).Select(SmallSuite.Essence));
    }

    [Fact]
    public async Task Where_nothing_more_can_be_kept_the_run_ends_and_nothing_is_in_work_any_more()
    {
        using var model = new SmallSuite.Model();
        var journal = Open(_log);
        var broken = new Broken(journal);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Evaluation(model).RunAsync(journal, broken, CancellationToken.None));

        var asked = model.Asked;
        Assert.InRange(asked, 1, 199);
        using var again = Open(_log);
        Assert.InRange(again.Count, 10, asked);
    }

    [Fact]
    public async Task A_finished_log_is_gone_on_with_sample_by_sample()
    {
        using var failing = new SmallSuite.Model { Fails = number => number % 5 == 0 ? new HttpRequestException("503") : null };
        var first = await WholeAsync(failing);
        using (var writer = EvaluationLogWriter.Create(_log.Path, Settings, Suite, SmallSuite.Start))
        {
            foreach (var sample in first)
            {
                writer.Add(sample);
            }

            writer.Finish(new LogEnding());
        }

        File.Delete(_log.Journal);
        using var log = EvaluationLog.Open(_log.Path);
        using var journal = Open(_log);
        Assert.Equal(200, journal.Adopt(log, Settings));
        Assert.Equal(first.Select(SmallSuite.Essence), journal.Samples().Select(SmallSuite.Essence));
        Assert.Equal(first.Select(sample => sample.Started), journal.Samples().Select(sample => sample.Started));

        using var well = new SmallSuite.Model();
        await Evaluation(well).RunAsync(journal, null, CancellationToken.None);
        Assert.Equal(40, well.Asked);

        using var other = new TemporaryLog();
        using var elsewhere = EvaluationJournal.Open(other.Path, Settings with { Seed = 8 }, Suite.Scenarios, SmallSuite.Start);
        Assert.Contains("was made with seed 7, not 8", Assert.Throws<EvaluationRefusedException>(() => elsewhere.Adopt(log, Settings with { Seed = 8 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_counts_what_is_done_reused_harmful_and_unscored()
    {
        var told = new Told();
        using var failing = new SmallSuite.Model { Fails = number => number == 1 ? new HttpRequestException("503") : null };
        using (var journal = Open(_log))
        {
            await Evaluation(failing).RunAsync(journal, told, CancellationToken.None);
        }

        Assert.Equal(new EvaluationProgress(200), told.First);
        Assert.Equal((200, 1, 199), (told.Last!.Done, told.Last.Unscored, told.Last.Scored));

        var again = new Told();
        using var opened = Open(_log);
        await Evaluation(failing).RunAsync(opened, again, CancellationToken.None);
        Assert.Equal((200, 199, 0), (again.Last!.Done, again.Last.Reused, again.Last.Unscored));
        Assert.Equal(opened.Samples().Count(sample => sample.Judgment is Judgment.Harmful), again.Last.Harmful);
    }

    private static Evaluation Evaluation(SmallSuite.Model model) => new(Settings, Suite, model, new SmallSuite.Judge(), TimeProvider.System);

    private static EvaluationJournal Open(TemporaryLog log) => EvaluationJournal.Open(log.Path, Settings, Suite.Scenarios, SmallSuite.Start);

    private async Task<IReadOnlyList<FinishedSample>> WholeAsync(SmallSuite.Model model, TemporaryLog? log = null, int inFlight = 64)
    {
        using var journal = Open(log ?? _log);
        var evaluation = new Evaluation(Settings, Suite, model, new SmallSuite.Judge(), TimeProvider.System) { AtOnce = () => inFlight };
        Assert.Null(await evaluation.RunAsync(journal, null, CancellationToken.None));
        return [.. journal.Samples()];
    }

    /// <summary>Takes the journal away after ten samples, as a disk that fails would.</summary>
    private sealed class Broken(EvaluationJournal journal) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
            if (value.Done == 10)
            {
                journal.Dispose();
            }
        }
    }

    private sealed class Told : IProgress<EvaluationProgress>
    {
        public EvaluationProgress? First { get; private set; }

        public EvaluationProgress? Last { get; private set; }

        public void Report(EvaluationProgress value)
        {
            First ??= value;
            Last = value;
        }
    }
}
