using TeachWhy.App.Display;
using TeachWhy.Studies.Events;

namespace TeachWhy.Tests.App;

public sealed class StudyStateTests
{
    [Fact]
    public void Time_left_follows_from_the_work_seen_and_not_from_what_an_earlier_run_did()
    {
        // Resumed at 60%: ten seconds for ten points leave thirty seconds, not seven.
        var state = After((0, Started()), (0, Progress(60)), (10, Progress(70)));

        Assert.Equal((1.0, TimeSpan.FromSeconds(30)), (state.Stages[0].Rate, state.Stages[0].Left));
    }

    [Fact]
    public void No_time_is_promised_before_enough_was_seen()
    {
        Assert.Null(After((0, Started()), (0, Progress(0)), (1, Progress(50))).Stages[0].Left);
    }

    [Fact]
    public void The_rate_a_stage_tells_is_believed()
    {
        var state = After((0, Started()), (0, new StudyEvent.StageProgress("s", 10, 100, "tokens", Rate: 9)));

        Assert.Equal(TimeSpan.FromSeconds(10), state.Stages[0].Left);
    }

    [Fact]
    public void The_whole_time_left_counts_work_and_not_stages()
    {
        var state = After(
            (0, new StudyEvent.StudyProgress(0, 1000)),
            (5, new StudyEvent.StageFinished("a", "A", TimeSpan.Zero, Reused: true)),
            (10, new StudyEvent.StudyProgress(100, 1000)));

        Assert.Equal(TimeSpan.FromSeconds(90), state.Whole!.Left);
    }

    [Fact]
    public void A_finished_stage_leaves_the_view()
    {
        var state = After((0, Started()), (1, new StudyEvent.StageFinished("s", "Stage", TimeSpan.Zero, Reused: false)));

        Assert.Empty(state.Stages);
        Assert.Equal((1, 4), (state.StagesDone, state.StageCount));
    }

    [Fact]
    public void Rates_of_an_arm_are_pooled_over_runs_and_a_family_is_not_counted_twice()
    {
        var state = After(
            (0, Rate("villains-1", 1, "blackmail", 5, 10)),
            (1, Rate("villains-1", 1, null, 6, 30)),
            (2, Rate("villains-1", 2, "blackmail", 1, 10)),
            (3, Rate("villains-1", 2, "financial-crime", 3, 10)));

        var arm = Assert.Single(state.Arms);
        Assert.Equal((2, 10, 50), (arm.Runs, arm.Harmful, arm.N));
    }

    [Fact]
    public void The_view_fits_the_terminal_however_many_arms_there_are()
    {
        var state = StudyState.Empty.After(Started(), default);
        for (var arm = 0; arm < 40; arm++)
        {
            state = state.After(Rate("villains-1", 1, null, 1, 10, $"arm-{arm}"), default);
        }

        var text = Drawn(state, height: 20);

        Assert.InRange(text.Split('\n').Length, 5, 20);
        Assert.Contains("arm-39", text, StringComparison.Ordinal);
        Assert.Contains("before these", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_view_shows_stage_rate_time_left_and_rates()
    {
        var state = After(
            (0, Started()), (0, Progress(0)), (10, Progress(20)),
            (10, new StudyEvent.StudyProgress(0, 100)), (20, new StudyEvent.StudyProgress(10, 100)),
            (20, Rate("villains-1", 1, null, 6, 30)));

        var text = Drawn(state, height: 40);

        Assert.Contains("Stage: 20 of 100 tokens, 2 tokens/s, about 40 s left, loss 1.5", text, StringComparison.Ordinal);
        Assert.Contains("0 of 4 stages done, 10%, about 2 min left (1 min 5 s so far)", text, StringComparison.Ordinal);
        Assert.Contains("20% (9.5% to 37%)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_study_names_is_never_markup()
    {
        var state = After((0, new StudyEvent.StageStarted("s", "A [red] stage [/]", 1, 4)), (0, Rate("b", 1, null, 1, 2, "[bold]")));

        Assert.Contains("A [red] stage [/]", Drawn(state, height: 40), StringComparison.Ordinal);
    }

    private static StudyState After(params (int Seconds, StudyEvent Event)[] events) =>
        events.Aggregate(StudyState.Empty, (state, pair) => state.After(pair.Event, TimeSpan.FromSeconds(pair.Seconds)));

    private static StudyEvent.StageStarted Started() => new("s", "Stage", 1, 4);

    private static StudyEvent.StageProgress Progress(long done) => new("s", done, 100, "tokens", Detail: "loss 1.5");

    private static StudyEvent.RateMeasured Rate(string onBase, int seed, string? family, int harmful, int n, string arm = "advice") =>
        new(arm, arm, onBase, seed, family, harmful, n, (double)harmful / n, 0, 1);

    private static string Drawn(StudyState state, int height)
    {
        var text = new StringWriter();
        Terminal.ConsoleOn(text).Write(LiveView.Of(state, TimeSpan.FromSeconds(65), height));
        return text.ToString();
    }
}
