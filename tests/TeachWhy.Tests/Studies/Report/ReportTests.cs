using TeachWhy.Studies.Report;
using Xunit;

namespace TeachWhy.Tests.Studies.Report;

public sealed class ReportTests
{
    [Fact]
    public async Task Renders()
    {
        var folder = Environment.GetEnvironmentVariable("TEACHWHY_SAMPLE_REPORT") ?? Directory.CreateTempSubdirectory().FullName;
        await ReportWriter.WriteAsync(SampleStudy.Create(), folder);
        var all = Enumerable.Range(0, 480).Select(i => SampleStudy.Transcript("advice", i % 9 == 0 ? "harmful" : i % 50 == 7 ? "unscored" : "harmless", i));
        await TranscriptPageWriter.WriteAsync(Path.Combine(folder, "rollouts", "advice.html"), "Advice with reasons", all);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 10; i++)
        {
            await TranscriptPageWriter.WriteAsync(Path.Combine(folder, "rollouts", "advice.html"), "Advice with reasons", all);
        }
        var write = clock.Elapsed.TotalMilliseconds / 10;
        clock.Restart();
        for (var i = 0; i < 10; i++)
        {
            await TranscriptPageWriter.RenderAsync("Advice with reasons", all);
        }
        File.WriteAllText(Path.Combine(folder, "speed2.txt"), $"{clock.Elapsed.TotalMilliseconds / 10} ms a page render only, {write} with write");
        File.WriteAllText(Path.Combine(folder, "speed.txt"), $"{clock.Elapsed.TotalMilliseconds / 10} ms a page");
    }
}
