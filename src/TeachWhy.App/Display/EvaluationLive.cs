using Spectre.Console;
using TeachWhy.App.Evaluating;
using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Display;

/// <summary>A line with a bar at the foot of a terminal, redrawn a few times a second; what is worth keeping scrolls up above it.</summary>
internal sealed class EvaluationLive(IAnsiConsole console, TimeProvider time, Func<ModelActivity> activity) : IEvaluationDisplay
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(250);

    private readonly EvaluationPace _pace = new(time);
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<string> _notes = [];
    private EvaluationProgress? _latest;

    public Task ShowAsync(Func<Task> work) =>
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

    public void Report(EvaluationProgress value) => Volatile.Write(ref _latest, value);

    public void Note(string sentence)
    {
        lock (_lock)
        {
            _notes.Add($"{Words.Clock(time.GetElapsedTime(_start))} {sentence}");
        }
    }

    public void Conclude(EvaluationSummary summary, string log)
    {
        lock (_lock)
        {
            // Sentences that came before or after the live view.
            console.Write(new Rows(_notes.Select(note => new Text(note))));
        }

        console.Write(EvaluationConclusion.Of(summary, log));
    }

    private void Draw(LiveDisplayContext live)
    {
        string[] notes;
        lock (_lock)
        {
            notes = [.. _notes];
            _notes.Clear();
        }

        if (notes.Length > 0)
        {
            console.Write(new Note(string.Join('\n', notes)));
        }

        live.UpdateTarget(Volatile.Read(ref _latest) is not { } latest ? new Text("")
            : new Text($"  {LiveView.Bar((double)latest.Done / Math.Max(1, latest.Planned))} {EvaluationLines.Of(latest, _pace.After(latest.Done), activity())}"));
    }
}
