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
    }
}
