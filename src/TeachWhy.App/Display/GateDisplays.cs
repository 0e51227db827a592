using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using TeachWhy.App.Gates;

namespace TeachWhy.App.Display;

/// <summary>Shows what gates do to whoever waits for it.</summary>
internal interface IGateDisplay : IProgress<GateProgress>
{
    /// <summary>Shows progress for as long as the work takes.</summary>
    Task ShowAsync(Func<Task> work);

    /// <summary>Shows what came of it.</summary>
    /// <param name="folder">Where it was written; null where it was not.</param>
    void Conclude(GateReport report, string? folder);
}

/// <summary>A line with a bar at the foot of a terminal.</summary>
internal sealed class GateLive(IAnsiConsole console, TimeProvider time) : IGateDisplay
{
    private readonly LiveFoot _foot = new(console, time);
    private readonly Lock _lock = new();
    private GateProgress _latest;

    public Task ShowAsync(Func<Task> work) => _foot.ShowAsync(work, View);

    public void Report(GateProgress value)
    {
        lock (_lock)
        {
            _latest = value;
        }
    }

    public void Conclude(GateReport report, string? folder) => console.Write(new Rows(GateLines.Of(report, folder).Select(line => new Text(line))));

    private Text View()
    {
        lock (_lock)
        {
            return new Text($"  {(_latest.Of is { } all and > 0 ? LiveView.Bar((double)_latest.Bytes / all) + " " : "")}{GateLines.Of(_latest, _foot.Elapsed)}");
        }
    }
}

/// <summary>A line every few seconds, for a file or a pipe.</summary>
internal sealed class GatePlain(IAnsiConsole console, TimeProvider time) : IGateDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);

    private readonly Thinning _thinning = new(time, ProgressEvery);
    private readonly long _start = time.GetTimestamp();

    public Task ShowAsync(Func<Task> work) => work();

    public void Report(GateProgress value)
    {
        var elapsed = time.GetElapsedTime(_start);
        if (elapsed >= ProgressEvery && _thinning.LetsThrough("progress"))
        {
            console.Profile.Out.Writer.WriteLine($"{Words.Clock(elapsed)} {GateLines.Of(value, elapsed)}");
        }
    }

    public void Conclude(GateReport report, string? folder)
    {
        foreach (var line in GateLines.Of(report, folder))
        {
            console.Profile.Out.Writer.WriteLine(line);
        }
    }
}

/// <summary>One JSON object per event and line, for a program that watches.</summary>
internal sealed class GateEvents(TextWriter output, TimeProvider time) : IGateDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Options = new(EventJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Thinning _thinning = new(time, ProgressEvery);

    public Task ShowAsync(Func<Task> work) => work();

    public void Report(GateProgress value)
    {
        if (_thinning.LetsThrough("progress"))
        {
            output.WriteEvent(new { Event = "progress", value.Items, value.Passed, value.Refused, value.Bytes, value.Of }, Options);
        }
    }

    public void Conclude(GateReport report, string? folder) => output.WriteEvent(new
    {
        Event = "finished", report.Progress.Items, report.Progress.Passed, report.Progress.Refused, report.Progress.Bytes, Seconds = Math.Round(report.Time.TotalSeconds, 3),
        Gates = report.Refused.ToDictionary(gate => gate.Gate, gate => gate.Items, StringComparer.Ordinal), report.Samples, Folder = folder,
    }, Options);
}
