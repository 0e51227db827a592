using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Pages;
using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Report;

/// <summary>The page with every rollout of one arm or run: what stands behind a number of the report.</summary>
public static class TranscriptPageWriter
{
    /// <param name="back">The report, as seen from the page.</param>
    public static Task<string> RenderAsync(string title, IEnumerable<Transcript> transcripts, string back = "../report.html") =>
        PageText.RenderAsync<TranscriptsPage>(new()
        {
            [nameof(TranscriptsPage.Title)] = title,
            [nameof(TranscriptsPage.Transcripts)] = transcripts.ToList(),
            [nameof(TranscriptsPage.Back)] = back,
        });

    /// <summary>Writes the page, aside first, and makes the folders above it.</summary>
    public static async Task WriteAsync(string path, string title, IEnumerable<Transcript> transcripts, string back = "../report.html") =>
        WholeFile.Write(new DiskStorage(), path, $"{path}.tmp", await RenderAsync(title, transcripts, back));
}
