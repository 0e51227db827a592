using TeachWhy.Studies.Charts;
using TeachWhy.Studies.Report;
using TeachWhy.Studies.Results;

namespace TeachWhy.Tests.Studies.Report;

/// <summary>The sample study as files, for whoever wants to look at the report while changing it.</summary>
public sealed class SampleFiles
{
    /// <summary>Set it to a folder: <c>TEACHWHY_SAMPLE_REPORT=FOLDER dotnet test --filter SampleFiles</c>.</summary>
    private const string Variable = "TEACHWHY_SAMPLE_REPORT";

    [Fact]
    public async Task Written_for_the_eye()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
        {
            return;
        }

        var results = SampleStudy.Create();
        ResultsFile.Write(Path.Combine(folder, "results.json"), results);
        await ReportWriter.WriteAsync(results, folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "harm.svg"), BarChart.Draw(Figures.Harm(new Outline(results)), ChartWidth.Wide).ToFile());
        foreach (var arm in results.Arms)
        {
            var transcripts = Enumerable.Range(0, 480).Select(i => SampleStudy.Transcript(arm.Id, i % 9 == 0 ? "harmful" : i % 50 == 7 ? "unscored" : "harmless", i));
            await TranscriptPageWriter.WriteAsync(Path.Combine(folder, arm.TranscriptsPage), arm.Title, transcripts);
        }
    }
}
