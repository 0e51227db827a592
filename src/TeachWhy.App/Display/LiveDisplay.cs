using Spectre.Console;
using Spectre.Console.Rendering;
using TeachWhy.Studies;
using TeachWhy.Studies.Events;

namespace TeachWhy.App.Display;

/// <summary>A calm view at the foot of a terminal.</summary>
internal sealed class LiveDisplay(IAnsiConsole console, TimeProvider time) : IStudyDisplay
{
    private readonly LiveFoot _foot = new(console, time);
    private readonly Lock _lock = new();
    private StudyState _state = StudyState.Empty;

    public Task<StudyOutcome> ShowAsync(Func<Task<StudyOutcome>> work) => _foot.ShowAsync(work, View);

    public void Report(StudyEvent value)
    {
        lock (_lock)
        {
            _state = _state.After(value, _foot.Elapsed);
            if (IsWorthKeeping(value) && EventLines.Of(value) is { } line)
            {
                _foot.Keep(line);
            }
        }
    }

    public void Conclude(StudyOutcome outcome, StudyRequest request) => console.Write(Summary.Of(outcome, request));

    // Rates stand in the table, and progress in the view.
    private static bool IsWorthKeeping(StudyEvent study) =>
        study is StudyEvent.StageFinished or StudyEvent.GateChecked or StudyEvent.BaseUnfit or StudyEvent.ArtifactDamaged or StudyEvent.Warned;

    private IRenderable View()
    {
        lock (_lock)
        {
            return LiveView.Of(_state, _foot.Elapsed, console.Profile.Height);
        }
    }
}
