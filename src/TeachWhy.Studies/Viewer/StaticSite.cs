using System.Text;
using TeachWhy.Studies.Pages;
using TeachWhy.Studies.Viewer.Datasets;

namespace TeachWhy.Studies.Viewer;

/// <summary>How far a static site is written.</summary>
/// <param name="Name">The log or study that is written now.</param>
/// <param name="Done">Its rollouts or pages that are written.</param>
public sealed record StaticProgress(string Name, int Done, int Of);

/// <summary>What was written.</summary>
/// <param name="Damaged">Logs and datasets that could not be read; the list tells why.</param>
public sealed record StaticCounts(int Logs, int Rollouts, int Studies, int Damaged)
{
    public int Datasets { get; init; }

    /// <summary>Examples of datasets.</summary>
    public int Examples { get; init; }
}

/// <summary>
/// The viewer's pages as files with relative links: they open from a disk and can be published as they are. What needs somebody
/// to answer is left out, and the first page says so: search, free filters, and two logs side by side.
/// </summary>
public sealed class StaticSite(ViewerLibrary library, string folder)
{
    /// <summary>Most lists of one log beside the whole one: a log with more cells leads to its families only.</summary>
    public const int MostLists = 1_000;

    private const string LeftOut = "These pages are files: the lists that tables lead to are here; searching in messages, filtering freely, laying two logs side by side and reading the pieces of a stage on their own need “teachwhy view”.";
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Most examples of a dataset that are written, of those that passed and of those that were refused.</summary>
    public int MostExamples { get; init; } = 1_000;

    public async Task<StaticCounts> WriteAsync(IProgress<StaticProgress> progress, CancellationToken cancellation)
    {
        var contents = library.Look();
        var logs = contents.Logs.Select(library.List).ToList();
        var lists = new Dictionary<(string, string), string>();
        var rollouts = 0;
        foreach (var listed in logs.Where(log => log.Summary is not null))
        {
            rollouts += await WriteLogAsync(listed.File, lists, progress, cancellation);
        }

        var datasets = contents.Datasets.Select(ViewerLibrary.List).ToList();
        var examples = 0;
        foreach (var listed in datasets.Where(dataset => dataset.Glance is not null))
        {
            examples += await new DatasetSite(listed.Place, library.Open(listed.Place), lists, (path, text) => WriteAsync(path, text, cancellation), MostExamples).WriteAsync(progress, cancellation);
        }

        foreach (var study in contents.Studies)
        {
            WriteStudy(study, progress, cancellation);
        }

        // Last: a folder with a first page is whole.
        await WriteAsync("index.html", await PageText.RenderAsync<IndexPage>(new()
        {
            [nameof(IndexPage.Links)] = new FileLinks(0, lists),
            [nameof(IndexPage.Told)] = "this publication",
            [nameof(IndexPage.Logs)] = logs,
            [nameof(IndexPage.Studies)] = contents.Studies.Select(library.List).ToList(),
            [nameof(IndexPage.Datasets)] = datasets,
            [nameof(IndexPage.Note)] = datasets.Count > 0 ? $"{LeftOut} Of a dataset, the first {MostExamples:N0} examples that passed and the first {MostExamples:N0} that were refused are here." : LeftOut,
        }), cancellation);
        return new StaticCounts(logs.Count(log => log.Summary is not null), rollouts, contents.Studies.Count, logs.Count(log => log.Damage is not null) + datasets.Count(dataset => dataset.Damage is not null))
        {
            Datasets = datasets.Count(dataset => dataset.Glance is not null), Examples = examples,
        };
    }

    private async Task<int> WriteLogAsync(LogFile file, Dictionary<(string, string), string> lists, IProgress<StaticProgress> progress, CancellationToken cancellation)
    {
        var log = library.Open(file);
        var pages = ListsOf(file, log).ToList();
        foreach (var (query, page, path) in pages)
        {
            lists.TryAdd((file.Key, query.Address(page)), path);
        }

        foreach (var (query, page, path) in pages)
        {
            await WriteAsync(path, await PageText.RenderAsync<LogPage>(new()
            {
                [nameof(LogPage.Links)] = new FileLinks(2, lists),
                [nameof(LogPage.File)] = file,
                [nameof(LogPage.Log)] = log,
                [nameof(LogPage.Query)] = query,
                [nameof(LogPage.Found)] = SampleSearch.Find(log, query, page),
                [nameof(LogPage.Page)] = page,
            }), cancellation);
        }

        var order = SampleSearch.InOrder(log, SampleQuery.All);
        for (var i = 0; i < order.Count; i++)
        {
            var around = new Neighbours(i > 0 ? order[i - 1] : null, i + 1 < order.Count ? order[i + 1] : null, i + 1, order.Count);
            await WriteRolloutAsync(file, log, order[i], around, new FileLinks(3, lists), cancellation);
            progress.Report(new StaticProgress(file.Name, i + 1, order.Count));
        }

        return order.Count;
    }

    // Every list that a table leads to, page by page.
    private static IEnumerable<(SampleQuery Query, int Page, string Path)> ListsOf(LogFile file, OpenLog log)
    {
        var families = log.Cells.Families.Select(family => family.Query).Concat(log.Cells.Benign.Select(cell => cell.Query));
        var cells = log.Cells.Families.SelectMany(family => family.Cells).Select(cell => cell.Query).ToList();
        SampleQuery[] queries = [SampleQuery.All, .. log.Cells.Families.Count > 0 ? [SampleQuery.All with { Kind = SampleQuery.Honeypot }] : Array.Empty<SampleQuery>(), .. log.Summary.Controls is not null ? [SampleQuery.All with { Kind = SampleQuery.Control }] : Array.Empty<SampleQuery>(), .. families, .. cells.Count <= MostLists ? cells : []];
        for (var list = 0; list < queries.Length; list++)
        {
            var pages = Math.Max(1, (SampleSearch.InOrder(log, queries[list]).Count + SampleSearch.PageSize - 1) / SampleSearch.PageSize);
            for (var page = 1; page <= pages; page++)
            {
                var name = (list, page) switch { (0, 1) => "index", (0, _) => $"page-{page}", (_, 1) => $"list-{list}", _ => $"list-{list}-page-{page}" };
                yield return (queries[list], page, $"logs/{file.Key}/{name}.html");
            }
        }
    }

    private async Task WriteRolloutAsync(LogFile file, OpenLog log, int number, Neighbours around, FileLinks links, CancellationToken cancellation)
    {
        var (sample, key) = (log.Read(number), log.Keys[number]);
        await WriteAsync($"logs/{file.Key}/rollouts/{key}.html", await PageText.RenderAsync<RolloutPage>(new()
        {
            [nameof(RolloutPage.Links)] = links,
            [nameof(RolloutPage.File)] = file,
            [nameof(RolloutPage.Log)] = log,
            [nameof(RolloutPage.Key)] = key,
            [nameof(RolloutPage.Sample)] = sample,
            [nameof(RolloutPage.Query)] = SampleQuery.All,
            [nameof(RolloutPage.Neighbours)] = around,
        }), cancellation);
        var cut = Conversation.Of(sample).Messages.SelectMany(message => message.Texts).Where(text => text.Left > 0).Select(text => text.Part).Distinct(StringComparer.Ordinal);
        foreach (var part in cut.Concat([PlainTexts.Conversation, PlainTexts.Before, PlainTexts.After]))
        {
            if (PlainTexts.Of(sample, part) is { } text)
            {
                await WriteAsync($"logs/{file.Key}/texts/{key}-{part}.txt", text, cancellation);
            }
        }
    }

    private void WriteStudy(StudyFolder study, IProgress<StaticProgress> progress, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var (page, path) in study.Pages)
        {
            cancellation.ThrowIfCancellationRequested();
            var target = Path.Combine(folder, "studies", study.Key, page);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
            progress.Report(new StaticProgress(study.Name, ++done, study.Pages.Count));
        }
    }

    private async Task WriteAsync(string path, string text, CancellationToken cancellation)
    {
        var target = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await File.WriteAllTextAsync(target, text, Encoding, cancellation);
    }
}
