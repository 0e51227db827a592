using TeachWhy.Studies.Viewer;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.Studies.Viewer.Datasets;

/// <summary>A dataset's pages as files.</summary>
public sealed class DatasetSiteTests : IDisposable
{
    private readonly TemporaryFolder _out = new();
    private readonly SampleShelf _shelf = new();

    [Fact]
    public async Task Every_link_leads_to_a_file_that_was_written_and_every_page_is_sound()
    {
        SampleDataset.Complete(Path.Combine(_shelf.Root, "advice"));
        new SampleDataset(Path.Combine(_shelf.Root, "begun")).Begin();
        File.WriteAllText(Path.Combine(_shelf.Root, "foreign.jsonl"), $"{{\"text\":\"{string.Concat(Enumerable.Repeat("long ", 10_000))}\"}}\nbroken\n");

        var counts = await WriteAsync();

        Assert.Equal((3, 96 + 24 + 2, 0), (counts.Datasets, counts.Examples, counts.Damaged));
        var linked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(_out.FullPath, "*.html", SearchOption.AllDirectories))
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

        Assert.All(Directory.EnumerateFiles(_out.FullPath, "*.*", SearchOption.AllDirectories), path => Assert.True(linked.Contains(path), $"Nothing leads to {path}."));
    }

    [Fact]
    public async Task Examples_after_the_first_ones_are_not_written_and_the_first_page_says_so()
    {
        Directory.CreateDirectory(_shelf.Root);
        File.WriteAllLines(Path.Combine(_shelf.Root, "many.jsonl"), Enumerable.Range(0, 90).Select(number => $"{{\"text\":\"Page {number}.\"}}"));

        var counts = await WriteAsync(most: 20);

        Assert.Equal(20, counts.Examples);
        Assert.Equal(20, Directory.EnumerateFiles(_out.FullPath, "passed-*.html", SearchOption.AllDirectories).Count());
        Assert.Contains("the first 20 examples that passed", await File.ReadAllTextAsync(_out.PathOf("index.html")), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _out.Dispose();
        _shelf.Dispose();
    }

    private Task<StaticCounts> WriteAsync(int most = 1_000) => new StaticSite(_shelf.Library, _out.FullPath) { MostExamples = most }.WriteAsync(new Progress<StaticProgress>(), CancellationToken.None);
}
