using System.Text.RegularExpressions;
using TeachWhy.Tests.Simulation.Logs;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Tests.Studies.Viewer;

namespace TeachWhy.Tests.App.Viewing;

/// <summary>The command, on logs as they lie on a disk.</summary>
public sealed class ViewCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ViewCommandTests()
    {
        Directory.CreateDirectory(_folder.PathOf("logs"));
        SampleLogs.Write(_folder.PathOf("logs"), [SampleLogs.Harmful("blackmail/a"), SampleLogs.Harmless("blackmail/b"), SampleLogs.Unscored("leaking/a")], "first.eval");
        SampleLogs.Write(_folder.PathOf("logs"), [SampleLogs.Harmless("blackmail/a"), SampleLogs.Harmless("blackmail/b")], "second.json", "openai/other");
        File.WriteAllText(_folder.PathOf("logs/torn.eval"), "PK no archive");
        File.WriteAllText(_folder.PathOf("logs/torn.json"), """{"version":2,"status":"success","eval":{"task":""");
        File.WriteAllText(_folder.PathOf("logs/settings.json"), """{"version":2,"theme":"dark"}""");
    }

    [Fact]
    public async Task It_says_where_it_is_answers_and_ends_with_0_when_it_is_stopped()
    {
        var terminal = new Terminal { WorkingDirectory = _folder.PathOf("") };
        using var stop = new CancellationTokenSource();
        var run = terminal.RunAsync("view --port 0", new ScriptedRunner(), stop.Token);
        var address = await AddressAsync(terminal, run);
        using var client = new HttpClient { BaseAddress = new Uri(address) };

        var list = PageChecks.Parse(await client.GetStringAsync("/"));
        var links = list.QuerySelectorAll("tbody th a").ToDictionary(link => link.TextContent, link => link.GetAttribute("href")!, StringComparer.Ordinal);
        var log = PageChecks.Parse(await client.GetStringAsync(links["logs/first.eval"]));
        var rollout = PageChecks.Parse(await client.GetStringAsync(log.QuerySelector("#rollouts ~ .scroll tbody th a")!.GetAttribute("href")));
        var other = PageChecks.Parse(await client.GetStringAsync(links["logs/second.json"]));
        await stop.CancelAsync();

        Assert.Equal((0, ""), (await run, terminal.Error));
        Assert.Equal(["logs/first.eval", "logs/second.json"], links.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, list.QuerySelectorAll(".damage").Length);
        Assert.DoesNotContain("settings.json", list.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.PathOf(""), list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("local:miniature", log.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("openai/other", other.QuerySelector("h1")!.TextContent);

        // The harmful one comes first, and its second message is where the threat was sent.
        Assert.Contains("harmful", rollout.QuerySelector(".judgment .badge")!.TextContent, StringComparison.Ordinal);
        Assert.Single(rollout.QuerySelectorAll(".message.judged .call.judged"));
        Assert.Equal(rollout.QuerySelector(".message.judged")!.Id, rollout.QuerySelector("a.to-act")!.GetAttribute("href")![1..]);
        Assert.All([list, log, rollout, other], PageChecks.AssertSound);
    }

    [Fact]
    public async Task Files_are_written_and_a_damaged_log_is_told_of()
    {
        var terminal = new Terminal { WorkingDirectory = _folder.PathOf("") };

        var exitCode = await terminal.RunAsync("view logs --static published", new ScriptedRunner());

        Assert.Equal((2, "2 of them could not be read; the first page says why."), (exitCode, terminal.Error.TrimEnd()));
        Assert.EndsWith("published/index.html leads to 5 rollouts of 2 logs, to 0 examples of 0 datasets and to 0 studies.", terminal.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.PathOf("published/index.html")));
        Assert.Equal(1, await new Terminal { WorkingDirectory = _folder.PathOf("") }.RunAsync("view logs --static published", new ScriptedRunner()));
    }

    [Fact]
    public async Task One_log_can_be_named()
    {
        var terminal = new Terminal { WorkingDirectory = _folder.PathOf("") };

        Assert.Equal(0, await terminal.RunAsync("view logs/second.json --static one", new ScriptedRunner()));
        Assert.Contains("2 rollouts of 1 log,", terminal.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("view nowhere", "'nowhere'")]
    [InlineData("view --port 70000", "from 0 to 65535")]
    [InlineData("view logs --static logs", "must be a new folder")]
    public async Task A_mistake_is_one_sentence(string line, string told)
    {
        var terminal = new Terminal { WorkingDirectory = _folder.PathOf("") };

        Assert.Equal(1, await terminal.RunAsync(line, new ScriptedRunner()));
        Assert.Contains(told, Assert.Single(terminal.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_nothing_to_look_in_it_says_what_to_give()
    {
        var terminal = new Terminal { WorkingDirectory = _folder.PathOf("logs") };

        Assert.Equal(1, await terminal.RunAsync("view", new ScriptedRunner()));
        Assert.Contains("no folder 'logs', 'runs' or 'data'", terminal.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> AddressAsync(Terminal terminal, Task run)
    {
        while (!run.IsCompleted)
        {
            if (Regex.Match(terminal.Output, @"http://127\.0\.0\.1:\d+", default, TimeSpan.FromSeconds(1)) is { Success: true } address)
            {
                return address.Value;
            }

            await Task.Yield();
        }

        throw new InvalidOperationException(terminal.Error);
    }
}
