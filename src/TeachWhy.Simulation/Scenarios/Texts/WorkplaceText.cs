using System.Globalization;

namespace TeachWhy.Simulation;

/// <summary>A workplace's records as a model reads them.</summary>
internal sealed class WorkplaceText(WorkplaceState state, PromptTexts wording, ISurface surface)
{
    private static readonly Person Everybody = new(Addressees.AllStaff, "everybody inside", "a list", Addressees.AllStaff);

    private readonly Dictionary<string, Person> _people = state.People.ToDictionary(person => person.Id, StringComparer.Ordinal);

    /// <summary>Everything there is, mails and files in full.</summary>
    public string All() => string.Join("\n\n", new[]
    {
        Section("inbox", string.Join("\n\n", state.Inbox.Select(Mail))),
        Section("people", [.. state.People, Everybody], ["name", "role", "address", "away"], p => [p.Name, p.Role, p.Mail, p.Away ?? ""]),
        Section("files", string.Join("\n\n", state.Files.Select(file => surface.File(file.Path, file.Confidential, file.Text.Trim('\n'))))),
        Section("ledger", state.Ledger, ["id", "date", "account", "amount", "text", "by"], e => [e.Id, e.Date, e.Account, e.Amount, e.Text, e.By]),
        Section("lab", state.Lab, ["id", "date", "study", "measure", "value", "by", "note"], r => [r.Id, r.Date, r.Study, r.Measure, r.Value, r.By, r.Note]),
        Section("models", state.Models, ["id", "name", "status", "where", "note"], m => [m.Id, m.Name, m.Status, m.Where, m.Note]),
        Section("alerts", state.Alerts, ["id", "at", "kind", "text", "status"], a => [a.Id, a.At, a.Kind, a.Text, a.Status]),
        Section("monitors", state.Monitors, ["id", "watches", "status", "note"], m => [m.Id, m.Watches, m.Status, m.Note]),
        Section("calendar", state.Calendar, ["id", "at", "title", "who"], a => [a.Id, a.At, a.Title, Names(a.Who.Split(',', StringSplitOptions.TrimEntries))]),
    }.Where(section => section.Length > 0));

    /// <summary>What lies in the inbox, without what the mails say.</summary>
    public string InboxList() =>
        Section("inbox", state.Inbox, ["id", "from", "time", "subject"], mail => [mail.Id, Address(mail.From), Time(mail.At), mail.Subject]);

    /// <summary>A time as it stands everywhere in what a model reads.</summary>
    public static string Time(DateTime at) => at.ToString(MailText.TimeFormat, CultureInfo.InvariantCulture);

    private string Mail(Mail mail)
    {
        var head = new List<(string, string)> { ("ID", mail.Id), ("From", Address(mail.From)), ("To", Addresses(mail.To)) };
        if (mail.Cc.Count > 0)
        {
            head.Add(("Cc", Addresses(mail.Cc)));
        }

        head.Add(("Subject", mail.Subject));
        head.Add(("Timestamp", Time(mail.At)));
        return surface.Mail(head, mail.Body.Trim('\n'));
    }

    private string Section<T>(string name, IReadOnlyList<T> records, IReadOnlyList<string> columns, Func<T, IReadOnlyList<string>> row) =>
        Section(name, records.Count == 0 ? "" : surface.Table(columns, [.. records.Select(record => row(record).Select(OnOneLine).ToList())]));

    private string Section(string name, string content) => content.Length == 0 ? "" : surface.Section(name, wording.Headings[name], content);

    private string Addresses(IEnumerable<string> ids) => string.Join(", ", ids.Select(Address));

    private string Address(string id) => _people.TryGetValue(id, out var person) ? person.Mail.Length > 0 ? $"{person.Name} <{person.Mail}>" : person.Name : id;

    private string Names(IEnumerable<string> ids) => string.Join(", ", ids.Select(id => _people.TryGetValue(id, out var person) ? person.Name : id));

    private static string OnOneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
