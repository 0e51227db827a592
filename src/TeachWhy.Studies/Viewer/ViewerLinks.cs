using TeachWhy.Studies.Viewer.Datasets;

namespace TeachWhy.Studies.Viewer;

/// <summary>Where pages lie as seen from the page that is made: one set for a server, one for files.</summary>
public abstract class ViewerLinks
{
    /// <summary>Whether somebody answers forms: search, filters and two logs side by side.</summary>
    public abstract bool Answers { get; }

    /// <summary>The list of everything.</summary>
    public abstract string Index { get; }

    /// <summary>A log with the rollouts that a query finds; null where there is no such page.</summary>
    public abstract string? Log(string log, SampleQuery query, int page = 1, int from = 0);

    public abstract string Rollout(string log, string sample, SampleQuery query);

    /// <summary>A text as a whole; see <see cref="MarkedText.Part"/>.</summary>
    public abstract string Text(string log, string sample, string part);

    public abstract string Study(string study, string page);

    /// <summary>A dataset with the examples that a query finds; null where there is no such page.</summary>
    public abstract string? Dataset(string dataset, DatasetQuery query, int page = 1, int from = 0);

    /// <summary>An example of a dataset; null where there is no such page.</summary>
    /// <param name="example">See <see cref="ExampleKey"/>.</param>
    public abstract string? Example(string dataset, string example, DatasetQuery query);

    /// <summary>A text of an example as a whole.</summary>
    public abstract string ExampleText(string dataset, string example, string part);

    /// <summary>The pieces of a stage; null where there is no such page.</summary>
    public abstract string? Stage(string dataset, string stage, int page = 1);

    /// <summary>A piece of a stage, as a whole; null where there is no such page.</summary>
    /// <param name="number">From 0.</param>
    public abstract string? Piece(string dataset, string stage, int number);

    /// <summary>A piece as plain text; null where there is none.</summary>
    public string? PieceText(string dataset, string stage, int number) => Piece(dataset, stage, number) is { } address ? $"{address}.txt" : null;

    /// <summary>Two logs side by side; null where no such page is made.</summary>
    public abstract string? Sides(SidesQuery query);

    /// <summary>One sample in two logs; null where no such page is made.</summary>
    public abstract string? Side(SidesQuery query, string sample);
}

/// <summary>Addresses of the server.</summary>
public sealed class ServedLinks : ViewerLinks
{
    public static ServedLinks Instance { get; } = new();

    public override bool Answers => true;

    public override string Index => "/";

    public override string Log(string log, SampleQuery query, int page = 1, int from = 0) => $"/logs/{log}{query.Address(page, from)}";

    public override string Rollout(string log, string sample, SampleQuery query) => $"/logs/{log}/{sample}{query.Address()}";

    public override string Text(string log, string sample, string part) => $"/logs/{log}/{sample}/{part}.txt";

    public override string Study(string study, string page) => $"/studies/{study}/{page}";

    public override string Dataset(string dataset, DatasetQuery query, int page = 1, int from = 0) => $"/datasets/{dataset}{query.Address(page, from)}";

    public override string Example(string dataset, string example, DatasetQuery query) => $"/datasets/{dataset}/{example}{query.Address()}";

    public override string ExampleText(string dataset, string example, string part) => $"/datasets/{dataset}/{example}/{part}.txt";

    public override string Stage(string dataset, string stage, int page = 1) => $"/datasets/{dataset}/stages/{Uri.EscapeDataString(stage)}{(page > 1 ? $"?page={page}" : "")}";

    public override string Piece(string dataset, string stage, int number) => $"/datasets/{dataset}/stages/{Uri.EscapeDataString(stage)}/{number + 1}";

    public override string Sides(SidesQuery query) => $"/sides{query.Address()}";

    public override string Side(SidesQuery query, string sample) => $"/sides/{sample}{(query with { Page = 1 }).Address()}";
}

/// <summary>Files beside each other, with relative links.</summary>
/// <param name="depth">How many folders below the first page the page lies that is made.</param>
/// <param name="lists">The pages of lists that are written, by log and query.</param>
/// <param name="mostExamples">How many examples of a list have a page.</param>
public sealed class FileLinks(int depth, IReadOnlyDictionary<(string Log, string Query), string> lists, int mostExamples = 0) : ViewerLinks
{
    private string Up => string.Concat(Enumerable.Repeat("../", depth));

    public override bool Answers => false;

    public override string Index => $"{Up}index.html";

    public override string? Log(string log, SampleQuery query, int page = 1, int from = 0) =>
        lists.TryGetValue((log, query.Address(page, from)), out var file) ? $"{Up}{file}" : null;

    public override string Rollout(string log, string sample, SampleQuery query) => $"{Up}logs/{log}/rollouts/{sample}.html";

    public override string Text(string log, string sample, string part) => $"{Up}logs/{log}/texts/{sample}-{part}.txt";

    public override string Study(string study, string page) => $"{Up}studies/{study}/{page}";

    public override string? Dataset(string dataset, DatasetQuery query, int page = 1, int from = 0) =>
        lists.TryGetValue((dataset, query.Address(page, from)), out var file) ? $"{Up}{file}" : null;

    public override string? Example(string dataset, string example, DatasetQuery query) => ExampleKey.Read(example) is { } key && key.Number < mostExamples ? $"{Up}datasets/{dataset}/examples/{example}.html" : null;

    public override string ExampleText(string dataset, string example, string part) => $"{Up}datasets/{dataset}/texts/{example}-{part}.txt";

    public override string? Stage(string dataset, string stage, int page = 1) => null;

    public override string? Piece(string dataset, string stage, int number) => null;

    public override string? Sides(SidesQuery query) => null;

    public override string? Side(SidesQuery query, string sample) => null;
}
