using TeachWhy.App.Display;
using TeachWhy.Studies;
using TeachWhy.Studies.Events;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Training;

namespace TeachWhy.Tests.App;

public sealed class LiveDisplayTests
{
    private readonly StringWriter _output = new();
    private readonly LiveDisplay _display;

    public LiveDisplayTests() => _display = new LiveDisplay(Terminal.ConsoleOn(_output), new ManualTime());

    [Fact]
    public async Task What_is_worth_keeping_scrolls_up_in_order_and_the_work_comes_through()
    {
        var expected = SampleOutcome.Of();

        var outcome = await _display.ShowAsync(() =>
        {
            _display.Report(new StudyEvent.StageStarted("s", "Pretraining", 1, 2));
            _display.Report(new StudyEvent.StageFinished("s", "Pretraining", TimeSpan.FromSeconds(3), Reused: false));
            _display.Report(new StudyEvent.GateChecked("villains-1", "ordinary work", 0.95, 0.9, Passed: true));
            _display.Report(new StudyEvent.ArtifactDamaged("artifacts/x-1/00", "a.json was changed"));
            return Task.FromResult(expected);
        });

        Assert.Same(expected, outcome);
        Assert.Contains(
            """
            [ 0:00] Pretraining: done in 3.0 s
            [ 0:00] Gate ordinary work on villains-1: 0.95, at least 0.90 wanted: passed
            [ 0:00] The artifact artifacts/x-1/00 was damaged (a.json was changed) and is made again
            """.ReplaceLineEndings(), _output.ToString().Replace("\u001b[K", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_fails_fails_the_display()
    {
        await Assert.ThrowsAsync<WorkFolderException>(() => _display.ShowAsync(() => throw new WorkFolderException("no")));
    }
}
