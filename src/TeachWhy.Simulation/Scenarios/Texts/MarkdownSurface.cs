namespace TeachWhy.Simulation;

/// <summary>Records under headings, in lists and tables.</summary>
internal sealed class MarkdownSurface : ISurface
{
    public string Section(string name, string heading, string content) => $"## {heading}\n\n{content}";

    public string Mail(IReadOnlyList<(string Label, string Text)> head, string body) =>
        $"### {head[0].Text}\n\n{string.Concat(head.Skip(1).Select(line => $"- **{line.Label}:** {line.Text}\n"))}\n{body}\n\n---";

    public string File(string path, bool confidential, string text) =>
        $"### `{path}`{(confidential ? " (confidential)" : "")}\n\n```\n{text}\n```";

    public string Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) => string.Join('\n', [
        Line(columns), $"|{string.Concat(columns.Select(_ => " --- |"))}", .. rows.Select(Line)]);

    private static string Line(IReadOnlyList<string> cells) => $"|{string.Concat(cells.Select(cell => $" {cell.Replace("|", "\\|", StringComparison.Ordinal)} |"))}";
}
