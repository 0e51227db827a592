using Spectre.Console;
using TeachWhy.Studies;
using TeachWhy.Studies.Events;

namespace TeachWhy.App.Display;

/// <summary>A calm view at the foot of a terminal, redrawn a few times a second; what is worth keeping scrolls up above it.</summary>
internal sealed class LiveDisplay(IAnsiConsole console, TimeProvider time) : IStudyDisplay
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<string> _notes = [];
    private StudyState _state = StudyState.Empty;

    public Task<StudyOutcome> ShowAsync(Func<Task<StudyOutcome>> work) =>
        console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            // The work may compute for seconds before its first await.
            var running = Task.Run(work);
            using var redraw = new PeriodicTimer(RedrawEvery, time);
            while (!running.IsCompleted)
            {
                Draw(live);
                await Task.WhenAny(running, redraw.WaitForNextTickAsync().AsTask());
            }

            Draw(live);
            return await running;
        });

    public void Report(StudyEvent value)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            _state = _state.After(value, now);
            if (IsWorthKeeping(value) && EventLines.Of(value) is { } line)
            {
                _notes.Add($"{Words.Clock(now)} {line}");
            }
        }
    }

    public void Conclude(StudyOutcome outcome, StudyRequest request) => console.Write(Summary.Of(outcome, request));

    // Rates stand in the table, and progress in the view.
    private static bool IsWorthKeeping(StudyEvent study) =>
        study is StudyEvent.StageFinished or StudyEvent.GateChecked or StudyEvent.BaseUnfit or StudyEvent.ArtifactDamaged or StudyEvent.Warned;

    private void Draw(LiveDisplayContext live)
    {
        StudyState state;
        string[] notes;
        lock (_lock)
        {
            state = _state;
            notes = [.. _notes];
            _notes.Clear();
        }

        if (notes.Length > 0)
        {
            console.Write(new Note(string.Join('\n', notes)));
        }

        live.UpdateTarget(LiveView.Of(state, time.GetElapsedTime(_start), console.Profile.Height));
    }
}
