using Spectre.Console;
using TeachWhy.Training;

namespace TeachWhy.App.Display;

/// <summary>One line per event of a training run, for a file or a pipe.</summary>
internal sealed class TrainingPlain(IAnsiConsole console, TimeProvider time) : ITrainingDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);

    private readonly Thinning _thinning = new(time, ProgressEvery);
    private readonly long _start = time.GetTimestamp();

    public Task ShowAsync(Action work) => Task.Run(work);

    public void Report(TrainingEvent value)
    {
        if (TrainingLines.Of(value) is { } line && _thinning.LetsThrough(TrainingLines.ProgressOf(value)))
        {
            console.Profile.Out.Writer.WriteLine($"{Words.Clock(time.GetElapsedTime(_start))} {line}");
        }
    }
}
