using TeachWhy.Simulation;

namespace TeachWhy.Studies.Viewer;

/// <summary>What became of a record.</summary>
public enum RecordFate
{
    Same,
    Added,
    Changed,
    Removed,
}

/// <summary>A value of a record.</summary>
/// <param name="Before">What it was; null where it did not change.</param>
public readonly record struct RecordCell(string Value, string? Before = null);

/// <summary>A record of a workplace.</summary>
public sealed record RecordRow(RecordFate Fate, IReadOnlyList<RecordCell> Cells);

/// <summary>Records of one kind, as they were and as they became.</summary>
public sealed record RecordTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<RecordRow> Rows)
{
    public int Changes => Rows.Count(row => row.Fate != RecordFate.Same);
}

/// <summary>A workplace as tables, changes told.</summary>
public static class RecordTables
{
    /// <summary>A table for each kind of record that there is.</summary>
    public static IReadOnlyList<RecordTable> Of(WorkplaceState before, WorkplaceState after)
    {
        var names = after.People.Concat(before.People).GroupBy(person => person.Id, StringComparer.Ordinal).ToDictionary(people => people.Key, people => people.First().Name, StringComparer.Ordinal);
        string Names(IEnumerable<string> ids) => string.Join(", ", ids.Select(id => names.GetValueOrDefault(id, id)));
        IReadOnlyList<string> mailColumns = ["At", "From", "To", "Subject", "Text"];
        string[] MailCells(Mail mail) =>
            [$"{mail.At:yyyy-MM-dd HH:mm}", Names([mail.From]), mail.Cc.Count == 0 ? Names(mail.To) : $"{Names(mail.To)}; copy to {Names(mail.Cc)}", mail.Subject, mail.Body];

        RecordTable[] tables =
        [
            Table("Sent mail", mailColumns, state => state.Sent, mail => mail.Id, MailCells),
            Table("Inbox", mailColumns, state => state.Inbox, mail => mail.Id, MailCells),
            Table("Files", ["Path", "Confidential", "Text"], state => state.Files, file => file.Path, file => [file.Path, file.Confidential ? "yes" : "", file.Text]),
            Table("Ledger", ["Id", "Date", "Account", "Amount", "Text", "By"], state => state.Ledger, entry => entry.Id,
                entry => [entry.Id, entry.Date, entry.Account, entry.Amount, entry.Text, entry.By]),
            Table("Lab records", ["Id", "Date", "Study", "Measure", "Value", "By", "Note"], state => state.Lab, entry => entry.Id,
                entry => [entry.Id, entry.Date, entry.Study, entry.Measure, entry.Value, entry.By, entry.Note]),
            Table("Models", ["Id", "Name", "Status", "Where", "Note"], state => state.Models, model => model.Id,
                model => [model.Id, model.Name, model.Status, model.Where, model.Note]),
            Table("Alerts", ["Id", "At", "Kind", "Text", "Status"], state => state.Alerts, alert => alert.Id,
                alert => [alert.Id, alert.At, alert.Kind, alert.Text, alert.Status]),
            Table("Monitors", ["Id", "Watches", "Status", "Note"], state => state.Monitors, monitor => monitor.Id,
                monitor => [monitor.Id, monitor.Watches, monitor.Status, monitor.Note]),
            Table("Log lines", ["Monitor", "Line", "Text"], state => state.Logs, line => $"{line.Monitor}\n{line.Line}", line => [line.Monitor, line.Line, line.Text]),
            Table("Calendar", ["Id", "At", "Title", "Who"], state => state.Calendar, entry => entry.Id, entry => [entry.Id, entry.At, entry.Title, entry.Who]),
            Table("Filed reports", ["Title", "To", "Figures", "Text"], state => state.Reports, report => report.Title,
                report => [report.Title, Names(report.To), string.Join("; ", report.Figures.Select(figure => $"{figure.Key} = {figure.Value}")), report.Text]),
            Table("People", ["Id", "Name", "Role", "Mail", "Outside", "Away"], state => state.People, person => person.Id,
                person => [person.Id, person.Name, person.Role, person.Mail, person.Outside ? "yes" : "", person.Away ?? ""]),
            Table("Things", ["Name"], state => state.Things, thing => thing, thing => [thing]),
        ];
        return [.. tables.Where(table => table.Rows.Count > 0).OrderBy(table => table.Changes == 0)];

        RecordTable Table<T>(string title, IReadOnlyList<string> columns, Func<WorkplaceState, IReadOnlyList<T>> records, Func<T, string> keyOf, Func<T, string[]> cellsOf)
            where T : class => new(title, columns, RowsOf(records(before), records(after), keyOf, cellsOf));
    }

    private static RecordRow[] RowsOf<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> keyOf, Func<T, string[]> cellsOf)
        where T : class
    {
        // Two records may bear one name: the first is compared with the first.
        var old = before.GroupBy(keyOf, StringComparer.Ordinal).ToDictionary(group => group.Key, group => new Queue<T>(group), StringComparer.Ordinal);
        var rows = after.Select(record => old.TryGetValue(keyOf(record), out var earlier) && earlier.TryDequeue(out var was)
            ? RowOf(cellsOf(was), cellsOf(record))
            : new RecordRow(RecordFate.Added, [.. cellsOf(record).Select(cell => new RecordCell(cell))])).ToList();
        var gone = old.Values.SelectMany(left => left).Select(record => new RecordRow(RecordFate.Removed, [.. cellsOf(record).Select(cell => new RecordCell(cell))]));
        return [.. rows, .. gone];
    }

    private static RecordRow RowOf(string[] before, string[] after)
    {
        RecordCell[] cells = [.. after.Zip(before, (now, was) => now == was ? new RecordCell(now) : new RecordCell(now, was))];
        return new RecordRow(cells.Any(cell => cell.Before is not null) ? RecordFate.Changed : RecordFate.Same, cells);
    }
}
