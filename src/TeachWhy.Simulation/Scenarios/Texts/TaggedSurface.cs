namespace TeachWhy.Simulation;

/// <summary>Records between tags, as in the published evaluations.</summary>
internal sealed class TaggedSurface : ISurface
{
    public string Section(string name, string heading, string content) => $"{heading}:\n\n<{name}>\n{content}\n</{name}>";

    public string Mail(IReadOnlyList<(string Label, string Text)> head, string body) =>
        $"<email>\n{string.Concat(head.Select(line => $"{line.Label}: {line.Text}\n"))}Body:\n{body}\n</email>";

    public string File(string path, bool confidential, string text) =>
        $"<file>\nPath: {path}{(confidential ? "\nConfidential: yes" : "")}\nText:\n{text}\n</file>";

    public string Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) =>
        string.Join('\n', rows.Prepend(columns).Select(row => string.Join(" | ", row)));
}
