using TeachWhy.Curriculum.Making;

namespace TeachWhy.App.Display;

/// <summary>One JSON object per event and line, for a program that watches.</summary>
internal sealed class DataEvents(TextWriter output, TimeProvider time, Func<DataUsage?> usage) : IDataDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    private readonly Thinning _thinning = new(time, ProgressEvery);

    public Task ShowAsync(Func<Task> work) => work();

    public void Report(DataProgress value)
    {
        if (_thinning.LetsThrough("progress"))
        {
            output.WriteEvent(new { Event = "progress", value.Items, value.Passed, value.Tokens, value.Rejected, value.Dropped, value.Failed, value.Share, usage()?.Requests, usage()?.CostUsd });
        }
    }

    public void Note(string sentence) => output.WriteEvent(new { Event = "note", Text = sentence });

    public void Conclude(DataReport report, string folder) => output.WriteEvent(new
    {
        Event = "finished", Folder = folder, Complete = report.Ended is null && report.Progress.Failed == 0, report.Ended, report.Progress, report.Stages, report.Gates, report.Sections, report.Drops, report.Usage, AllRuns = report.TakenInAll.Usage,
    });
}
