using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Pages;
using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Report;

/// <summary>The report of a study: one HTML file that needs nothing beside it, made from the results alone.</summary>
public static class ReportWriter
{
    public const string FileName = "report.html";

    /// <summary>The whole page. The same results give the same text.</summary>
    public static Task<string> RenderAsync(StudyResults results) =>
        PageText.RenderAsync<ReportPage>(new() { [nameof(ReportPage.Outline)] = new Outline(results) });

    /// <summary>Writes <c>report.html</c> into the folder, aside first; gives back its path.</summary>
    public static async Task<string> WriteAsync(StudyResults results, string folder)
    {
        var path = Path.Combine(folder, FileName);
        WholeFile.Write(new DiskStorage(), path, $"{path}.tmp", await RenderAsync(results));
        return path;
    }
}
