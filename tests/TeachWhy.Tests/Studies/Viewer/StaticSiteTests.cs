using TeachWhy.Studies.Viewer;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.Studies.Viewer;

public sealed class StaticSiteTests : IDisposable
{
    private readonly TemporaryFolder _out = new();

    [Fact]
    public async Task Every_link_leads_to_a_file_that_was_written_and_every_page_is_sound()
    {
        using var shelf = SampleShelf.Full();
        var text = string.Concat(Enumerable.Repeat("long ", 10_000));
        shelf.Add("logs/long.eval", HostileTextTests.Hostile(text)).Add("logs/many.eval", SampleLog.Create(130));

        var counts = await WriteAsync(shelf);

        Assert.Equal(new StaticCounts(5, 48 + 48 + 6 + 2 + 130, 1, 1), counts);
        var linked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(_out.PathOf("site"), "*.html", SearchOption.AllDirectories).Where(path => !path.Contains("studies", StringComparison.Ordinal)))
        {
            var page = PageChecks.Parse(await File.ReadAllTextAsync(path));
            PageChecks.AssertSound(page);
            Assert.Empty(page.QuerySelectorAll("form, input"));
            foreach (var address in page.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).Where(address => address[0] != '#'))
            {
                var target = Path.GetFullPath(address.Split('#')[0], Path.GetDirectoryName(path)!);
                Assert.True(File.Exists(target), $"{path} leads to {address}, which is not there.");
                linked.Add(target);
            }
        }

        var written = Directory.EnumerateFiles(_out.PathOf("site"), "*.*", SearchOption.AllDirectories).Where(path => !path.Contains("studies", StringComparison.Ordinal));
        Assert.All(written, path => Assert.True(linked.Contains(path), $"Nothing leads to {path}."));
        Assert.Contains(Directory.EnumerateFiles(_out.PathOf("site"), "*m3.txt", SearchOption.AllDirectories), path => File.ReadAllText(path) == text);
    }

    [Fact]
    public async Task The_first_page_says_what_is_left_out_and_nothing_tells_where_it_was_made()
    {
        using var shelf = SampleShelf.Full();

        await WriteAsync(shelf);

        var page = PageChecks.Parse(await File.ReadAllTextAsync(_out.PathOf("site/index.html")));
        Assert.Contains("need “teachwhy view”", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("ends in the middle of its third sample", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(_out.PathOf("site"), "*.html", SearchOption.AllDirectories), path => Assert.DoesNotContain(shelf.Root, File.ReadAllText(path), StringComparison.Ordinal));
    }

    // Who publishes twice must not find that pages differ by the moment they were made.
    [Fact]
    public async Task The_same_logs_give_the_same_bytes()
    {
        using var shelf = SampleShelf.Full();

        await WriteAsync(shelf);
        await WriteAsync(shelf, "again");

        foreach (var path in Directory.EnumerateFiles(_out.PathOf("site"), "*.*", SearchOption.AllDirectories))
        {
            Assert.Equal(await File.ReadAllBytesAsync(path), await File.ReadAllBytesAsync(_out.PathOf($"again/{Path.GetRelativePath(_out.PathOf("site"), path)}")));
        }
    }

    public void Dispose() => _out.Dispose();

    private Task<StaticCounts> WriteAsync(SampleShelf shelf, string folder = "site") =>
        new StaticSite(shelf.Library, _out.PathOf(folder)).WriteAsync(new Progress<StaticProgress>(), CancellationToken.None);
}
