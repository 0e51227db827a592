using Spectre.Console;
using TeachWhy.Curriculum.Making;

namespace TeachWhy.App.Display;

/// <summary>A line with a bar at the foot of a terminal.</summary>
internal sealed class DataLive(IAnsiConsole console, TimeProvider time, Func<DataUsage?> usage) : IDataDisplay
{
    private readonly EvaluationPace _pace = new(time);
    private readonly LiveFoot _foot = new(console, time);
    private DataProgress? _latest;

    public Task ShowAsync(Func<Task> work) => _foot.ShowAsync(work, View);

    public void Report(DataProgress value) => Volatile.Write(ref _latest, value);

    public void Note(string sentence) => console.Write(new Text(sentence + Environment.NewLine));

    public void Conclude(DataReport report, string folder) => console.Write(new Rows(DataLines.Of(report, folder).Select(line => new Text(line))));

    private Text View() => Volatile.Read(ref _latest) is not { } latest ? new Text("")
        : new Text($"  {LiveView.Bar(latest.Share)} {DataLines.Of(latest, _pace.After(latest.Items), usage())}");
}
