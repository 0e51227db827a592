using Spectre.Console;
using TeachWhy.Curriculum.Making;

namespace TeachWhy.App.Display;

/// <summary>A line with a bar at the foot of a terminal, redrawn a few times a second.</summary>
internal sealed class DataLive(IAnsiConsole console, TimeProvider time, Func<DataUsage?> usage) : IDataDisplay
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(250);

    private readonly EvaluationPace _pace = new(time);
    private DataProgress? _latest;

    public Task ShowAsync(Func<Task> work) =>
        console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            var running = Task.Run(work);
            using var redraw = new PeriodicTimer(RedrawEvery, time);
            while (!running.IsCompleted)
            {
                if (Volatile.Read(ref _latest) is { } latest)
                {
                    live.UpdateTarget(new Text($"  {LiveView.Bar(latest.Share)} {DataLines.Of(latest, _pace.After(latest.Items), usage())}"));
                }

                await Task.WhenAny(running, redraw.WaitForNextTickAsync().AsTask());
            }

            await running;
        });

    public void Report(DataProgress value) => Volatile.Write(ref _latest, value);

    public void Note(string sentence) => console.Write(new Text(sentence + Environment.NewLine));

    public void Conclude(DataReport report, string folder) => console.Write(new Rows(DataLines.Of(report, folder).Select(line => new Text(line))));
}
