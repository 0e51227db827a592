using Spectre.Console;
using TeachWhy.Studies;
using TeachWhy.Studies.Events;

namespace TeachWhy.App.Display;

/// <summary>One line per event, for a file or a pipe.</summary>
internal sealed class PlainDisplay(IAnsiConsole console, TimeProvider time) : IStudyDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);

    private readonly Thinning _thinning = new(time, ProgressEvery);
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private StudyState _state = StudyState.Empty;

    public Task<StudyOutcome> ShowAsync(Func<Task<StudyOutcome>> work) => work();

    public void Report(StudyEvent value)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            _state = _state.After(value, now);
            if (LineOf(value) is { } line && _thinning.LetsThrough(EventLines.ProgressOf(value)))
            {
                console.Profile.Out.Writer.WriteLine($"{Words.Clock(now)} {line}");
            }
        }
    }

    public void Conclude(StudyOutcome outcome, StudyRequest request) => console.Write(Summary.Of(outcome, request));

    private string? LineOf(StudyEvent study) => study switch
    {
        StudyEvent.StageProgress progress =>
            _state.Stages.Find(stage => stage.Is(progress.Stage)) is { } stage ? EventLines.Of(stage) : null,
        // Before a time can be told, the count of stages alone is no news.
        StudyEvent.StudyProgress => _state.Whole?.Left is null ? null : EventLines.Of(_state),
        _ => EventLines.Of(study),
    };
}
