using Spectre.Console;
using TeachWhy.Training;

namespace TeachWhy.App.Display;

/// <summary>A line with a bar at the foot of a terminal, redrawn a few times a second; what is worth keeping scrolls up above it.</summary>
internal sealed class TrainingLive(IAnsiConsole console, TimeProvider time) : ITrainingDisplay
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<string> _notes = [];
    private TrainingEvent? _latest;

    public Task ShowAsync(Action work) =>
        console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            var running = Task.Run(work);
            using var redraw = new PeriodicTimer(RedrawEvery, time);
            while (!running.IsCompleted)
            {
                Draw(live);
                await Task.WhenAny(running, redraw.WaitForNextTickAsync().AsTask());
            }

            _latest = null;
            Draw(live);
            await running;
        });

    public void Report(TrainingEvent value)
    {
        lock (_lock)
        {
            if (TrainingLines.ProgressOf(value) is not null)
            {
                _latest = value;
            }
            else if (TrainingLines.Of(value) is { } line)
            {
                _notes.Add($"{Words.Clock(time.GetElapsedTime(_start))} {line}");
            }
        }
    }

    private void Draw(LiveDisplayContext live)
    {
        TrainingEvent? latest;
        string[] notes;
        lock (_lock)
        {
            latest = _latest;
            notes = [.. _notes];
            _notes.Clear();
        }

        if (notes.Length > 0)
        {
            console.Write(new Note(string.Join('\n', notes)));
        }

        var bar = latest is TrainingEvent.Stepped step ? $"{LiveView.Bar((double)step.Step / step.Steps)} " : "";
        live.UpdateTarget(new Text(latest is null ? "" : $"  {bar}{TrainingLines.Of(latest)}").Ellipsis());
    }
}
