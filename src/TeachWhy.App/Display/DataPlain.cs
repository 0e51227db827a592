using Spectre.Console;
using TeachWhy.Curriculum.Making;

namespace TeachWhy.App.Display;

/// <summary>A line every few seconds, for a file or a pipe.</summary>
internal sealed class DataPlain(IAnsiConsole console, TimeProvider time, Func<DataUsage?> usage) : IDataDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);

    private readonly Thinning _thinning = new(time, ProgressEvery);
    private readonly EvaluationPace _pace = new(time);
    private readonly long _start = time.GetTimestamp();

    public Task ShowAsync(Func<Task> work) => work();

    public void Report(DataProgress value)
    {
        var pace = _pace.After(value.Items);
        if (_thinning.LetsThrough("progress"))
        {
            Note(DataLines.Of(value, pace, usage()));
        }
    }

    public void Note(string sentence) => console.Profile.Out.Writer.WriteLine($"{Words.Clock(time.GetElapsedTime(_start))} {sentence}");

    public void Conclude(DataReport report, string folder)
    {
        foreach (var line in DataLines.Of(report, folder))
        {
            console.Profile.Out.Writer.WriteLine(line);
        }
    }
}
