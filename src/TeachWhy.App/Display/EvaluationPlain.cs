using Spectre.Console;
using TeachWhy.App.Evaluating;
using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Display;

/// <summary>A line every few seconds, for a file or a pipe.</summary>
internal sealed class EvaluationPlain(IAnsiConsole console, TimeProvider time, Func<ModelActivity> activity) : IEvaluationDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);

    private readonly Thinning _thinning = new(time, ProgressEvery);
    private readonly EvaluationPace _pace = new(time);
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();

    public Task ShowAsync(Func<Task> work) => work();

    public void Report(EvaluationProgress value)
    {
        lock (_lock)
        {
            // The first and the last are told whenever they come.
            if (_thinning.LetsThrough(value.Done == value.Planned ? null : "progress"))
            {
                Write(EvaluationLines.Of(value, _pace.After(value.Done), activity()));
            }
        }
    }

    public void Note(string sentence)
    {
        lock (_lock)
        {
            Write(sentence);
        }
    }

    public void Conclude(EvaluationSummary summary, string log) => console.Write(EvaluationConclusion.Of(summary, log));

    private void Write(string line) => console.Profile.Out.Writer.WriteLine($"{Words.Clock(time.GetElapsedTime(_start))} {line}");
}
