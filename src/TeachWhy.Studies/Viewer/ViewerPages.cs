using System.Globalization;
using TeachWhy.Studies.Pages;
using TeachWhy.Studies.Viewer.Datasets;

namespace TeachWhy.Studies.Viewer;

/// <summary>What a page of the viewer is asked with.</summary>
/// <param name="Path">Of an address, its escapes undone, such as <c>/logs/KEY</c>.</param>
/// <param name="Fields">Of its query.</param>
public sealed record ViewerRequest(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    public string? Field(string name) => Fields.FirstOrDefault(field => field.Key == name).Value;

    /// <summary>A number of at least <paramref name="least"/>; that where the field is something else.</summary>
    public int Number(string name, int least) =>
        int.TryParse(Field(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > least ? number : least;
}

/// <summary>An answer: a page, plain text, or a file that the shelf knows.</summary>
/// <param name="Status">As HTTP has it.</param>
/// <param name="File">Path of the page to send; null where <paramref name="Text"/> is the answer.</param>
public sealed record ViewerAnswer(int Status, string Type, string Text, string? File = null)
{
    public const string Html = "text/html; charset=utf-8";
    public const string Plain = "text/plain; charset=utf-8";
}

/// <summary>Answers addresses with pages. Rendering only: who sends them, checks who asks.</summary>
public sealed class ViewerPages(ViewerLibrary library)
{
    private readonly DatasetPages _datasets = new(library);

    private static ViewerLinks Links => ServedLinks.Instance;

    /// <summary>The answer to an address; a page with a sentence where there is no other.</summary>
    public async Task<ViewerAnswer> AnswerAsync(ViewerRequest request)
    {
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return parts switch
            {
                [] => await IndexAsync(),
                ["logs", var log] => await LogAsync(log, request),
                ["logs", var log, var sample] => await RolloutAsync(log, sample, request),
                ["logs", var log, var sample, var text] when text.EndsWith(".txt", StringComparison.Ordinal) => await TextAsync(log, sample, text[..^4]),
                ["sides"] => await SidesAsync(request),
                ["sides", var sample] => await SideAsync(sample, request),
                ["datasets", ..] => await _datasets.AnswerAsync(parts[1..], request) ?? await MissingAsync(),
                ["studies", var study, ..] => await StudyAsync(study, string.Join('/', parts[2..])),
                _ => await MissingAsync(),
            };
        }
        catch (Exception failure) when (ViewerLibrary.IsDamage(failure))
        {
            return await MessageAsync(500, parts[0] == "datasets" ? "This dataset cannot be read" : "This log cannot be read", SentenceOf(failure, parts));
        }
    }

    private string SentenceOf(Exception failure, string[] parts)
    {
        var key = parts.Length > 1 ? parts[1] : "";
        return library.FindLog(key) is { } log ? ViewerLibrary.SentenceOf(failure, log.Path, log.Name)
            : library.FindDataset(key) is { } dataset ? ViewerLibrary.SentenceOf(failure, dataset.Path, dataset.Name)
            : failure.Message;
    }

    private async Task<ViewerAnswer> IndexAsync()
    {
        var contents = library.Look();
        return Page(await PageText.RenderAsync<IndexPage>(new()
        {
            [nameof(IndexPage.Links)] = Links,
            [nameof(IndexPage.Told)] = library.Told,
            [nameof(IndexPage.Logs)] = contents.Logs.Select(library.List).ToList(),
            [nameof(IndexPage.Studies)] = contents.Studies.Select(library.List).ToList(),
            [nameof(IndexPage.Datasets)] = contents.Datasets.Select(ViewerLibrary.List).ToList(),
            [nameof(IndexPage.Unfinished)] = contents.Unfinished,
            [nameof(IndexPage.Cut)] = contents.Cut,
        }));
    }

    private async Task<ViewerAnswer> LogAsync(string key, ViewerRequest request)
    {
        // A log that is written anew while its page is open is another one at the next reload.
        var contents = library.Look();
        if (contents.Logs.FirstOrDefault(one => one.Key == key) is not { } file)
        {
            return await MissingAsync();
        }

        var log = library.Open(file);
        var (query, page) = (SampleQuery.Of(request.Fields), request.Number("page", 1));
        return Page(await PageText.RenderAsync<LogPage>(new()
        {
            [nameof(LogPage.Links)] = Links,
            [nameof(LogPage.File)] = file,
            [nameof(LogPage.Log)] = log,
            [nameof(LogPage.Query)] = query,
            [nameof(LogPage.Found)] = SampleSearch.Find(log, query, page, request.Number("from", 0)),
            [nameof(LogPage.Page)] = page,
            [nameof(LogPage.Others)] = contents.Logs.Where(other => other.Key != key).Select(library.List).Where(other => other.Summary is not null).ToList(),
        }));
    }

    private async Task<ViewerAnswer> RolloutAsync(string key, string sample, ViewerRequest request)
    {
        if (library.FindLog(key) is not { } file || library.Open(file) is not { } log || log.Find(sample) is not { } number)
        {
            return await MissingAsync();
        }

        var query = SampleQuery.Of(request.Fields);
        return Page(await PageText.RenderAsync<RolloutPage>(new()
        {
            [nameof(RolloutPage.Links)] = Links,
            [nameof(RolloutPage.File)] = file,
            [nameof(RolloutPage.Log)] = log,
            [nameof(RolloutPage.Key)] = sample,
            [nameof(RolloutPage.Sample)] = log.Read(number),
            [nameof(RolloutPage.Query)] = query,
            [nameof(RolloutPage.Neighbours)] = SampleSearch.Around(log, query, number),
        }));
    }

    private async Task<ViewerAnswer> TextAsync(string key, string sample, string part) =>
        library.FindLog(key) is { } file && library.Open(file) is { } log && log.Find(sample) is { } number && PlainTexts.Of(log.Read(number), part) is { } text
            ? new ViewerAnswer(200, ViewerAnswer.Plain, text)
            : await MissingAsync();

    private async Task<ViewerAnswer> SidesAsync(ViewerRequest request)
    {
        if (QueryOf(request) is not { } query || library.FindLog(query.First) is not { } first || library.FindLog(query.Second) is not { } second)
        {
            return await MissingAsync();
        }

        var (left, right) = (library.Open(first), library.Open(second));
        return Page(await PageText.RenderAsync<SidesPage>(new()
        {
            [nameof(SidesPage.Links)] = Links,
            [nameof(SidesPage.First)] = (first, left),
            [nameof(SidesPage.Second)] = (second, right),
            [nameof(SidesPage.Query)] = query,
            [nameof(SidesPage.Sides)] = Sides.Of(left, right, query),
        }));
    }

    private async Task<ViewerAnswer> SideAsync(string sample, ViewerRequest request)
    {
        if (QueryOf(request) is not { } query || library.FindLog(query.First) is not { } first || library.FindLog(query.Second) is not { } second)
        {
            return await MissingAsync();
        }

        var (left, right) = (library.Open(first), library.Open(second));
        if (left.Find(sample) is not { } number || right.Find(sample) is not { } other)
        {
            return await MissingAsync();
        }

        var pairs = Sides.Of(left, right, query).Pairs;
        var place = Enumerable.Range(0, pairs.Count).FirstOrDefault(i => pairs[i].Key == sample, -1);
        return Page(await PageText.RenderAsync<SidePage>(new()
        {
            [nameof(SidePage.Links)] = Links,
            [nameof(SidePage.First)] = (first, left, left.Read(number)),
            [nameof(SidePage.Second)] = (second, right, right.Read(other)),
            [nameof(SidePage.Query)] = query,
            [nameof(SidePage.Key)] = sample,
            [nameof(SidePage.Neighbours)] = place < 0
                ? new Neighbours(null, null, null, null)
                : new Neighbours(place > 0 ? place - 1 : null, place + 1 < pairs.Count ? place + 1 : null, place + 1, pairs.Count),
            [nameof(SidePage.KeyAt)] = (Func<int, string>)(number => pairs[number].Key),
        }));
    }

    private async Task<ViewerAnswer> StudyAsync(string key, string page) =>
        library.FindStudy(key) is { } study && study.Pages.TryGetValue(page, out var path)
            ? new ViewerAnswer(200, ViewerAnswer.Html, "", path)
            : await MissingAsync();

    private static SidesQuery? QueryOf(ViewerRequest request) => request.Field("first") is { } first && request.Field("second") is { } second
        ? new SidesQuery(first, second, request.Field("only") == "different", request.Number("page", 1))
        : null;

    private static ViewerAnswer Page(string html) => new(200, ViewerAnswer.Html, html);

    private static Task<ViewerAnswer> MissingAsync() =>
        MessageAsync(404, "There is no such page", "The address names no log, rollout, dataset or study that is here now; the list shows what there is.");

    /// <summary>A page of one sentence.</summary>
    public static async Task<ViewerAnswer> MessageAsync(int status, string title, string sentence) => new(
        status, ViewerAnswer.Html, await PageText.RenderAsync<MessagePage>(new()
        {
            [nameof(MessagePage.Links)] = Links,
            [nameof(MessagePage.Title)] = title,
            [nameof(MessagePage.Sentence)] = sentence,
        }));
}
