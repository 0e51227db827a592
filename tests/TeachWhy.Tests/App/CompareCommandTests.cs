using System.Text.Json;
using TeachWhy.Simulation;
using TeachWhy.Tests.Simulation.Logs;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.App;

public sealed class CompareCommandTests : IDisposable
{
    private static readonly string[] Companies = [.. Enumerable.Range(0, 9).Select(i => $"leaking/company-{i}")];

    private readonly TemporaryFolder _folder = new();
    private readonly string _before;
    private readonly string _after;

    public CompareCommandTests()
    {
        _before = SampleLogs.Write(_folder.FullPath, [.. Companies.Select(company => SampleLogs.Harmful(company))], "before.eval", "base");
        _after = SampleLogs.Write(_folder.FullPath, [.. Companies.Select(company => SampleLogs.Harmless(company))], "after.eval", "tuned", settings => settings with { Temperature = 0.5f });
    }

    [Fact]
    public async Task A_drop_is_told_with_its_interval_and_what_differs_beside_the_model()
    {
        var (code, output, error) = await RunAsync($"compare {_before} {_after} --samples --markdown {_folder.PathOf("out/compare.md")}");

        Assert.Equal(0, code);
        Assert.Contains("−100.0 (−100.0 to −100.0)", output, StringComparison.Ordinal);
        Assert.Contains("Shown: tuned did harm less often in leaking, by 100 points", output, StringComparison.Ordinal);
        Assert.Contains("Warning: The temperatures differ: 1 and 0.5", output, StringComparison.Ordinal);
        Assert.Contains("In both: leaking/company-3, 1", output, StringComparison.Ordinal);
        Assert.Contains("Wrote", error, StringComparison.Ordinal);
        Assert.Contains("| all | 9 of 9 | 0 of 9 |", await File.ReadAllTextAsync(_folder.PathOf("out/compare.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_with_every_number()
    {
        var (code, output, error) = await RunAsync($"compare {_before} {_after} {_before} --json");

        Assert.Equal((0, ""), (code, error));
        var comparisons = JsonDocument.Parse(output).RootElement.GetProperty("comparisons").EnumerateArray().ToList();
        Assert.Equal(2, comparisons.Count);
        Assert.Equal(-1, comparisons[0].GetProperty("all").GetProperty("difference").GetDouble());
        Assert.True(comparisons[0].GetProperty("all").GetProperty("shown").GetBoolean());
        Assert.Equal(0, comparisons[1].GetProperty("all").GetProperty("difference").GetDouble());
    }

    [Theory]
    [InlineData("compare {0}", "at least 2")]
    [InlineData("compare {0} nowhere.eval", "There is no evaluation log at 'nowhere.eval'.")]
    [InlineData("compare {0} {1}", "is a folder")]
    [InlineData("compare {0} {2}", "letter.eval")]
    public async Task A_mistake_is_one_sentence(string command, string sentence)
    {
        var letter = _folder.PathOf("letter.eval");
        await File.WriteAllTextAsync(letter, "dear");

        var (code, _, error) = await RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, _before, _folder.FullPath, letter));

        Assert.Equal(1, code);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Code, string Output, string Error)> RunAsync(string command)
    {
        var terminal = new Terminal { WorkingDirectory = _folder.FullPath };
        var code = await terminal.RunAsync(command, new ScriptedRunner());
        return (code, terminal.Output, terminal.Error);
    }
}
