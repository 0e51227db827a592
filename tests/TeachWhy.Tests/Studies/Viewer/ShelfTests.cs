using TeachWhy.Studies.Viewer;
using TeachWhy.Tests.Simulation.Logs;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.Studies.Viewer;

public sealed class ShelfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.PathOf("shown");

    [Fact]
    public void Logs_are_found_at_any_depth_and_other_files_are_not_taken_for_them()
    {
        Write("a.eval", "PK");
        Write("deep/er/b.json", """{"version":2,"status":"started","eval":{}}""");
        Write("bom.json", "\uFEFF" + """{"eval":{"x":[1,2]},"version":2}""");
        Write("results.json", """{"schema_version":1,"study":"x"}""");
        Write("list.json", """[{"version":2,"status":"success"}]""");
        Write("within.json", """{"log":{"version":2,"status":"success"}}""");
        Write("garbage.json", "\u0001\u0002 version status");
        Write("empty.json", "");
        Write(".hidden/c.eval", "PK");
        Write("artifacts/d.eval", "PK");
        Write("e.eval.journal", "");
        Write("a.eval.journal", "");

        var contents = Look();

        Assert.Equal(["a.eval", "bom.json", "deep/er/b.json"], contents.Logs.Select(log => log.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["e.eval"], contents.Unfinished);
    }

    // A link could lead anywhere, and round in a circle.
    [Fact]
    public void Links_to_folders_are_not_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Write("logs/a.eval", "PK");
        Directory.CreateDirectory(_folder.PathOf("outside"));
        File.WriteAllText(_folder.PathOf("outside/secret.eval"), "PK");
        Directory.CreateSymbolicLink(Path.Combine(Root, "out"), _folder.PathOf("outside"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "round"), Root);

        Assert.Equal(["logs/a.eval"], Look().Logs.Select(log => log.Name));
    }

    [Fact]
    public void Of_a_study_only_its_report_and_its_pages_of_rollouts_can_be_asked_for()
    {
        foreach (var file in new[] { "results.json", "report.html", "rollouts/a.html", "rollouts/a/b.html", "rollouts/notes.txt", "artifacts/x/page.html", "other.html" })
        {
            Write($"study/{file}", "{}");
        }

        Assert.Equal(["report.html", "rollouts/a.html", "rollouts/a/b.html"], Look().Studies.Single().Pages.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_log_that_is_written_anew_is_seen_at_the_next_page()
    {
        Directory.CreateDirectory(Root);
        SampleLogs.Write(Root, [SampleLogs.Harmful("blackmail/a")], "a.eval");
        var library = new ViewerLibrary(new Shelf(Root, [Root], "shown"), OpenLog.Of);
        var address = $"/logs/{library.Look().Logs.Single().Key}";
        var before = await RowsAsync();

        SampleLogs.Write(Root, [SampleLogs.Harmful("blackmail/a"), SampleLogs.Harmless("blackmail/b"), SampleLogs.Unscored("leaking/a")], "a.eval");

        Assert.Equal((1, 3), (before, await RowsAsync()));

        async Task<int> RowsAsync()
        {
            var answer = await new ViewerPages(library).AnswerAsync(ViewerPagesTests.RequestOf(address));
            return PageChecks.Parse(answer.Text).QuerySelectorAll(".list tbody tr").Length;
        }
    }

    public void Dispose() => _folder.Dispose();

    private ShelfContents Look() => new Shelf(Root, [Root], "shown").Look();

    private void Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
