using TeachWhy.Curriculum.Datasets.Reading;
using TeachWhy.Studies.Pages;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>A dataset's pages as files: lists and examples up to a bound, each with its making.</summary>
/// <param name="write">Writes a file, by its path below the site.</param>
/// <param name="lists">The pages of lists that are written, by dataset and query; those of this one are added.</param>
/// <param name="most">Most examples that are written, of those that passed and of those that were refused.</param>
internal sealed class DatasetSite(DatasetPlace place, OpenDataset dataset, Dictionary<(string Key, string Query), string> lists, Func<string, string, Task> write, int most)
{
    // A dataset with more sections than this is read in its whole list.
    private const int MostNames = 100;

    /// <returns>How many examples were written.</returns>
    public async Task<int> WriteAsync(IProgress<StaticProgress> progress, CancellationToken cancellation)
    {
        var pages = Lists().ToList();
        foreach (var (query, page, path) in pages)
        {
            lists.TryAdd((place.Key, query.Address(page)), path);
        }

        foreach (var (query, page, path) in pages)
        {
            cancellation.ThrowIfCancellationRequested();
            var lines = LinesOf(query.Refused);
            await write(path, await PageText.RenderAsync<DatasetPage>(new()
            {
                [nameof(DatasetPage.Links)] = new FileLinks(2, lists, most),
                [nameof(DatasetPage.Place)] = place,
                [nameof(DatasetPage.Dataset)] = dataset,
                [nameof(DatasetPage.Query)] = query,
                [nameof(DatasetPage.Found)] = lines is null ? null : DatasetSearch.Find(lines, query, page),
                [nameof(DatasetPage.Page)] = page,
            }));
        }

        return await ExamplesAsync(refused: false, progress, cancellation) + await ExamplesAsync(refused: true, progress, cancellation);
    }

    private async Task<int> ExamplesAsync(bool refused, IProgress<StaticProgress> progress, CancellationToken cancellation)
    {
        var lines = LinesOf(refused);
        var count = Math.Min(most, lines?.Count ?? 0);
        for (var number = 0; number < count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (item, key) = (lines!.Read(number), ExampleKey.Of(refused, number));
            var around = new Neighbours(number > 0 ? number - 1 : null, number + 1 < count ? number + 1 : null, number + 1, lines.Count);
            await write($"datasets/{place.Key}/examples/{key}.html", await DatasetPages.RenderAsync(new FileLinks(3, lists, most), place, dataset, number, item, DatasetQuery.All with { Refused = refused }, around));
            foreach (var part in ExampleTexts.Cut(item).Append(ExampleTexts.Whole))
            {
                await write($"datasets/{place.Key}/texts/{key}-{part}.txt", ExampleTexts.Of(item, part)!);
            }

            progress.Report(new StaticProgress(place.Name, number + 1, count));
        }

        return count;
    }

    // Every list that a table leads to, page by page, as far as its examples are written.
    private IEnumerable<(DatasetQuery Query, int Page, string Path)> Lists()
    {
        List<DatasetQuery> queries = [DatasetQuery.All];
        if (dataset.Passed is { Sections.Count: > 1 and <= MostNames } passed)
        {
            queries.AddRange(passed.Sections.Select(section => DatasetQuery.All with { Section = section.Name }));
        }

        if (dataset.Refused is { Count: > 0 and var count } refused)
        {
            queries.Add(DatasetQuery.All with { Refused = true });
            queries.AddRange(refused.Gates.Count <= MostNames ? refused.Gates.Where(gate => gate.Name.Length > 0).Select(gate => DatasetQuery.All with { Refused = true, Gate = gate.Name }) : []);
        }

        for (var list = 0; list < queries.Count; list++)
        {
            var found = LinesOf(queries[list].Refused) is { } lines ? DatasetSearch.Find(lines, queries[list]).Candidates : 0;
            var pages = Math.Max(1, (Math.Min(found, most) + DatasetSearch.PageSize - 1) / DatasetSearch.PageSize);
            for (var page = 1; page <= pages; page++)
            {
                var name = (list, page) switch { (0, 1) => "index", (0, _) => $"page-{page}", (_, 1) => $"list-{list}", _ => $"list-{list}-page-{page}" };
                yield return (queries[list], page, $"datasets/{place.Key}/{name}.html");
            }
        }
    }

    private DatasetExamples? LinesOf(bool refused) => refused ? dataset.Refused : dataset.Passed;
}
