using System.Globalization;
using TeachWhy.App.Gates;
using TeachWhy.Curriculum.Making;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Display;

/// <summary>What gates said, in sentences.</summary>
internal static class GateLines
{
    private const double Megabyte = 1e6;

    /// <summary>Such as <c>124,000 items, 612 MB (61%), 47 MB/s; 129 refused; about 10 s left</c>.</summary>
    public static string Of(GateProgress progress, TimeSpan elapsed)
    {
        var pace = elapsed > TimeSpan.Zero ? progress.Bytes / elapsed.TotalSeconds : 0;
        string?[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{progress.Items:N0} items, {Words.Of(progress.Bytes / Megabyte)} MB{(progress.Of is { } all and > 0 ? $" ({Words.Percent((double)progress.Bytes / all)})" : "")}")
                + (pace > 0 ? $", {Words.Of(pace / Megabyte)} MB/s" : ""),
            $"{Words.Count(progress.Refused)} refused",
            progress.Of is { } of && pace > 0 && of > progress.Bytes ? Words.Left(TimeSpan.FromSeconds(Math.Min(1e8, (of - progress.Bytes) / pace))) : null,
        ];
        return string.Join("; ", parts.Where(part => part is not null));
    }

    /// <summary>What came of it.</summary>
    /// <param name="folder">Where it was written; null where it was not.</param>
    public static IEnumerable<string> Of(GateReport report, string? folder)
    {
        var (items, refused) = (report.Progress.Items, report.Progress.Refused);
        yield return $"{Of(report.Progress with { Of = null }, report.Time)}{(refused > 0 ? $" ({Words.Percent((double)refused / items)})" : "")}, {Words.Count(report.Progress.Passed)} passed.";
        foreach (var (gate, count) in report.Refused)
        {
            yield return $"  {gate,-10} {Words.Count(count),9}{(count > 0 ? $"  {Words.Percent((double)count / items)}" : "")}";
            foreach (var sample in report.Samples.Where(sample => sample.Gate == gate))
            {
                yield return $"    {VisibleText.Of(sample.File)}, line {sample.Line}: {VisibleText.Of(sample.Reason.ReplaceLineEndings(" "))}";
            }
        }

        if (folder is not null)
        {
            yield return $"{Path.Combine(folder, DataFiles.Data)} holds what passed, {DataFiles.Rejected} beside it what did not, with the gate and why.";
        }
    }
}
