using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Pages;
using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Report;

/// <summary>The page of one arm that leads from its pooled rates to the pages of its runs.</summary>
public static class RunsPageWriter
{
    public static Task<string> RenderAsync(ArmResult arm) =>
        PageText.RenderAsync<RunsPage>(new() { [nameof(RunsPage.Arm)] = arm });

    /// <summary>Writes the page, aside first, and makes the folders above it.</summary>
    public static async Task WriteAsync(string path, ArmResult arm) =>
        WholeFile.Write(new DiskStorage(), path, $"{path}.tmp", await RenderAsync(arm));
}
