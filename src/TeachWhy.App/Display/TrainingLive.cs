using Spectre.Console;
using TeachWhy.Training;

namespace TeachWhy.App.Display;

/// <summary>A line with a bar at the foot of a terminal.</summary>
internal sealed class TrainingLive(IAnsiConsole console, TimeProvider time) : ITrainingDisplay
{
    private readonly LiveFoot _foot = new(console, time);
    private TrainingEvent? _latest;

    public Task ShowAsync(Action work) => _foot.ShowAsync(() => Task.Run(work), View);

    public void Report(TrainingEvent value)
    {
        if (TrainingLines.ProgressOf(value) is not null)
        {
            Volatile.Write(ref _latest, value);
        }
        else if (TrainingLines.Of(value) is { } line)
        {
            _foot.Keep(line);
        }
    }

    private Text View()
    {
        var latest = Volatile.Read(ref _latest);
        var bar = latest is TrainingEvent.Stepped step ? $"{LiveView.Bar((double)step.Step / step.Steps)} " : "";
        return new Text(latest is null ? "" : $"  {bar}{TrainingLines.Of(latest)}").Ellipsis();
    }
}
