namespace TeachWhy.Simulation;

/// <summary>Records as a mail program prints them.</summary>
internal sealed class PlainSurface : ISurface
{
    private static readonly string Rule = new('-', 60);

    public string Section(string name, string heading, string content) => $"{heading.ToUpperInvariant()}\n\n{content}";

    public string Mail(IReadOnlyList<(string Label, string Text)> head, string body) =>
        $"{Rule}\n{string.Concat(head.Select(line => $"{line.Label}: {line.Text}\n"))}\n{body}";

    public string File(string path, bool confidential, string text) => $"{Rule}\n{path}{(confidential ? " (confidential)" : "")}\n\n{text}";

    public string Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) => string.Join('\n', rows.Select(row =>
        string.Join("; ", row.Select((cell, i) => i == 0 ? cell : cell.Length == 0 ? "" : $"{columns[i]}: {cell}").Where(cell => cell.Length > 0))));
}
