using TeachWhy.Simulation;
using TeachWhy.Tests.Simulation.Logs;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.App;

public sealed class LogExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_log_is_written_as_the_other_kind_and_back()
    {
        var log = SampleLogs.Write(_folder.FullPath, [SampleLogs.Harmful("blackmail/quarry"), SampleLogs.Unscored("leaking/dairy")], "log.eval");
        var terminal = new Terminal();

        Assert.Equal(0, await RunAsync($"export {log} --format inspect-json --out {_folder.PathOf("log.json")}"));
        Assert.Equal(1, await RunAsync($"export {log} --format inspect-json --out {_folder.PathOf("log.json")}"));
        Assert.Contains("--force replaces it", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync($"export {_folder.PathOf("log.json")} --format inspect-eval --out {log} --force"));

        using var back = EvaluationLog.Open(log);
        Assert.Equal(["blackmail/quarry", "leaking/dairy"], back.Samples.Select(sample => sample.Id));
        Assert.IsType<Judgment.Harmful>(back.Samples[0].Judgment);

        Task<int> RunAsync(string line) => terminal.RunAsync(line, new ScriptedRunner());
    }
}
