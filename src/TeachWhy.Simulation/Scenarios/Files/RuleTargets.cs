namespace TeachWhy.Simulation;

/// <summary>What the rules of a company file can be about: its records, by the key under which a rule names them.</summary>
internal sealed class RuleTargets
{
    /// <summary>Somebody who receives.</summary>
    public const string Receiver = "receiver";

    /// <summary>A place that models are copied to.</summary>
    public const string Store = "store";

    private readonly Dictionary<string, IReadOnlyList<string>> _known;
    private readonly IReadOnlyList<string> _texts;

    public RuleTargets(CompanyFile file)
    {
        Tools = file.Tools;
        _known = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["mail"] = [.. file.Mails.Select(mail => mail.Record.Id)],
            ["path"] = [.. file.Files.Select(text => text.Record.Path)],
            ["account"] = Distinct(file.Ledger.Select(entry => entry.Record.Account)),
            ["except-account"] = Distinct(file.Ledger.Select(entry => entry.Record.Account)),
            ["entry"] = [.. file.Ledger.Select(entry => entry.Record.Id)],
            ["study"] = Distinct(file.Lab.Select(result => result.Record.Study)),
            ["result"] = [.. file.Lab.Select(result => result.Record.Id)],
            ["model"] = [.. file.Models.Select(model => model.Record.Id)],
            ["alert"] = [.. file.Alerts.Select(alert => alert.Record.Id)],
            ["monitor"] = [.. file.Monitors.Select(monitor => monitor.Record.Id)],
            [Receiver] = [.. file.People.Select(person => person.Record.Id), "all-staff", "outside", "any"],
            [Store] = Distinct(file.Models.SelectMany(model => model.Record.Where.Split([',', ';'], StringSplitOptions.TrimEntries))),
        };
        _texts = [file.Task, file.BenignTask, .. file.Mails.Select(mail => mail.Record.Body), .. file.Files.Select(text => text.Record.Text)];
    }

    /// <summary>The tools that the agent has.</summary>
    public IReadOnlyList<string> Tools { get; }

    public IReadOnlyList<string> Known(string key) => _known[key];

    /// <summary>
    /// Whether the file has such a record. A path, an account and a store need not be there yet: it is enough that a text of the file names them,
    /// as where the task asks for a new file. A path that ends in <c>/</c> is a folder.
    /// </summary>
    public bool Has(string key, string given) =>
        _known[key].Contains(given, StringComparer.Ordinal)
        || (key is "path" && given.EndsWith('/') && _known[key].Any(path => path.StartsWith(given, StringComparison.Ordinal)))
        || (key is "path" or "account" or "except-account" or Store && _texts.Any(text => text.Contains(given, StringComparison.Ordinal)));

    private static IReadOnlyList<string> Distinct(IEnumerable<string> words) => [.. words.Distinct(StringComparer.Ordinal)];
}
