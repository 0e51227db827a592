using Spectre.Console;
using TeachWhy.App.Evaluating;
using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Display;

/// <summary>A line with a bar at the foot of a terminal.</summary>
internal sealed class EvaluationLive(IAnsiConsole console, TimeProvider time, Func<ModelActivity> activity) : IEvaluationDisplay
{
    private readonly EvaluationPace _pace = new(time);
    private readonly LiveFoot _foot = new(console, time);
    private EvaluationProgress? _latest;

    public Task ShowAsync(Func<Task> work) => _foot.ShowAsync(work, View);

    public void Report(EvaluationProgress value) => Volatile.Write(ref _latest, value);

    public void Note(string sentence) => _foot.Keep(sentence);

    public void Conclude(EvaluationSummary summary, string log)
    {
        // Sentences that came before or after the live view.
        _foot.WriteKept();
        console.Write(EvaluationConclusion.Of(summary, log));
    }

    private Text View() => Volatile.Read(ref _latest) is not { } latest ? new Text("")
        : new Text($"  {LiveView.Bar((double)latest.Done / Math.Max(1, latest.Planned))} {EvaluationLines.Of(latest, _pace.After(latest.Done), activity())}");
}
