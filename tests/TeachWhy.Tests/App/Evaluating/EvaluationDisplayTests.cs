using TeachWhy.App.Display;
using TeachWhy.App.Evaluating;
using TeachWhy.Simulation;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.App.Evaluating;

public sealed class EvaluationDisplayTests
{
    private static readonly ModelActivity Activity = new(Requests: 1300, Retries: 3, Connections: 24, Cost: 1.2m);

    private readonly StringWriter _output = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void A_line_tells_what_is_done_how_fast_how_harmful_and_at_what_cost()
    {
        var progress = new EvaluationProgress(Planned: 4800, Done: 1204, Reused: 0, Harmful: 140, Scored: 1190, Unscored: 14);

        Assert.Equal(
            "1,204 of 4,800 rollouts, 38/s, about 2 min left; 12% harmful (10% to 14%, n 1,190); 14 unscored; 3 retries; 24 connections; $1.20",
            EvaluationLines.Of(progress, pace: 38, Activity));
        Assert.Equal("0 of 10 rollouts", EvaluationLines.Of(new EvaluationProgress(10), pace: null, Activity with { Retries = 0, Connections = null, Cost = null }));
    }

    [Fact]
    public void A_pipe_gets_a_line_every_few_seconds_and_the_last_one()
    {
        var display = new EvaluationPlain(Terminal.ConsoleOn(_output), _time, () => Activity);
        for (var done = 0; done <= 50; done++)
        {
            display.Report(new EvaluationProgress(50, done));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("[ 0:10] 10 of 50 rollouts, 1/s, about 40 s left", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("[ 0:50] 50 of 50 rollouts;", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_keeps_sentences_above_the_view_and_work_that_fails_fails_the_display()
    {
        var display = new EvaluationLive(Terminal.ConsoleOn(_output), _time, () => Activity);

        await display.ShowAsync(() =>
        {
            display.Note("Goes on with a.eval: 3 rollouts are there.");
            display.Report(new EvaluationProgress(50, 25));
            return Task.CompletedTask;
        });

        Assert.Contains("[ 0:00] Goes on with a.eval: 3 rollouts are there.", _output.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => display.ShowAsync(() => throw new IOException("no")));
    }

    [Fact]
    public void The_pace_is_that_of_the_last_half_minute()
    {
        var pace = new EvaluationPace(_time);
        Assert.Null(pace.After(0));
        for (var second = 1; second <= 100; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            pace.After(second);
        }

        for (var second = 1; second <= 40; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            pace.After(100 + (second * 10));
        }

        Assert.Equal(10, pace.After(500)!.Value, tolerance: 0.5);
    }
}
