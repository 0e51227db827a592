using System.Globalization;
using TeachWhy.Curriculum.Datasets.Reading;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Studies.Pages;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>Answers addresses of datasets with pages. Null where there is no such page.</summary>
public sealed class DatasetPages(ViewerLibrary library)
{
    private const string TextEnd = ".txt";

    private static ViewerLinks Links => ServedLinks.Instance;

    /// <param name="parts">Of the address, after <c>/datasets/</c>.</param>
    public async Task<ViewerAnswer?> AnswerAsync(string[] parts, ViewerRequest request)
    {
        // A dataset that is being made is another one at the next reload.
        if (parts.Length == 0 || library.Look().Datasets.FirstOrDefault(one => one.Key == parts[0]) is not { } place)
        {
            return null;
        }

        var dataset = library.Open(place);
        return parts[1..] switch
        {
            [] => await DatasetAsync(place, dataset, request),
            ["stages", var stage] => await StageAsync(place, dataset, stage, request),
            ["stages", var stage, var piece] when piece.EndsWith(TextEnd, StringComparison.Ordinal) => Find(dataset, stage, piece[..^TextEnd.Length])?.Line.Piece is { } whole ? Plain(PieceWords.Of(whole)) : null,
            ["stages", var stage, var piece] => await PieceAsync(place, dataset, stage, piece),
            [var example] => await ExampleAsync(place, dataset, example, request),
            [var example, var text] when text.EndsWith(TextEnd, StringComparison.Ordinal) => TextOf(dataset, example, text[..^TextEnd.Length]),
            _ => null,
        };
    }

    private static async Task<ViewerAnswer> DatasetAsync(DatasetPlace place, OpenDataset dataset, ViewerRequest request)
    {
        var (query, page) = (DatasetQuery.Of(request.Fields), request.Number("page", 1));
        var lines = query.Refused ? dataset.Refused : dataset.Passed;
        return Page(await PageText.RenderAsync<DatasetPage>(new()
        {
            [nameof(DatasetPage.Links)] = Links,
            [nameof(DatasetPage.Place)] = place,
            [nameof(DatasetPage.Dataset)] = dataset,
            [nameof(DatasetPage.Query)] = query,
            [nameof(DatasetPage.Found)] = lines is null ? null : DatasetSearch.Find(lines, query, page, request.Number("from", 0)),
            [nameof(DatasetPage.Page)] = page,
            [nameof(DatasetPage.From)] = request.Number("from", 0),
        }));
    }

    private static async Task<ViewerAnswer?> ExampleAsync(DatasetPlace place, OpenDataset dataset, string key, ViewerRequest request)
    {
        if (Find(dataset, key) is not { } found)
        {
            return null;
        }

        var (lines, refused, number) = found;
        var query = DatasetQuery.Of([.. request.Fields, KeyValuePair.Create("list", refused ? "refused" : "passed")]);
        return Page(await RenderAsync(Links, place, dataset, number, lines.Read(number), query, DatasetSearch.Around(lines, query, number)));
    }

    /// <summary>The page of an example.</summary>
    internal static Task<string> RenderAsync(ViewerLinks links, DatasetPlace place, OpenDataset dataset, int number, DatasetItem item, DatasetQuery query, Neighbours neighbours) =>
        PageText.RenderAsync<ExamplePage>(new()
        {
            [nameof(ExamplePage.Links)] = links,
            [nameof(ExamplePage.Place)] = place,
            [nameof(ExamplePage.Dataset)] = dataset,
            [nameof(ExamplePage.Number)] = number,
            [nameof(ExamplePage.Item)] = item,
            [nameof(ExamplePage.Making)] = ItemMaking.Of(dataset, item),
            [nameof(ExamplePage.Query)] = query,
            [nameof(ExamplePage.Neighbours)] = neighbours,
        });

    private static ViewerAnswer? TextOf(OpenDataset dataset, string key, string part) =>
        Find(dataset, key) is { } found && ExampleTexts.Of(found.Lines.Read(found.Number), part) is { } text ? Plain(text) : null;

    private static (DatasetExamples Lines, bool Refused, int Number)? Find(OpenDataset dataset, string key) =>
        ExampleKey.Read(key) is { } example && (example.Refused ? dataset.Refused : dataset.Passed) is { } lines && example.Number < lines.Count
            ? (lines, example.Refused, example.Number)
            : null;

    private static async Task<ViewerAnswer?> StageAsync(DatasetPlace place, OpenDataset dataset, string name, ViewerRequest request)
    {
        if (dataset.Stage(name) is not { } stage)
        {
            return null;
        }

        var pages = Math.Max(1, (stage.Count + StagePage.PageSize - 1) / StagePage.PageSize);
        return Page(await PageText.RenderAsync<StagePage>(new()
        {
            [nameof(StagePage.Links)] = Links,
            [nameof(StagePage.Place)] = place,
            [nameof(StagePage.Dataset)] = dataset,
            [nameof(StagePage.Stage)] = stage,
            [nameof(StagePage.Page)] = Math.Min(pages, request.Number("page", 1)),
        }));
    }

    private static async Task<ViewerAnswer?> PieceAsync(DatasetPlace place, OpenDataset dataset, string name, string piece)
    {
        if (Find(dataset, name, piece) is not { } found)
        {
            return null;
        }

        var (stage, number, line) = found;
        return Page(await PageText.RenderAsync<PiecePage>(new()
        {
            [nameof(PiecePage.Links)] = Links,
            [nameof(PiecePage.Place)] = place,
            [nameof(PiecePage.Dataset)] = dataset,
            [nameof(PiecePage.Stage)] = stage,
            [nameof(PiecePage.Number)] = number,
            [nameof(PiecePage.Line)] = line,
            [nameof(PiecePage.Making)] = ItemMaking.Of(dataset, line),
        }));
    }

    private static (StagePieces Stage, int Number, StageLine Line)? Find(OpenDataset dataset, string name, string piece) =>
        dataset.Stage(name) is { } stage && int.TryParse(piece, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0 && place <= stage.Count && stage.Read(place - 1) is { } line
            ? (stage, place - 1, line)
            : null;

    private static ViewerAnswer Plain(string text) => new(200, ViewerAnswer.Plain, text);

    private static ViewerAnswer Page(string html) => new(200, ViewerAnswer.Html, html);
}
