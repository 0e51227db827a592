namespace TeachWhy.Simulation;

/// <summary>Reports with figures.</summary>
internal static class ReportTools
{
    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("file_report", "Files a report with its figures by name, and sends it to its readers.",
        [
            new("to", ParameterKind.Names, "ids, names or addresses of the readers"),
            new("title", ParameterKind.Line, "the title"),
            new("figures", ParameterKind.Figures, "the figures by name, such as {\"visits\": 212, \"target_met\": \"yes\"}; may be left out") { Optional = true },
            new("text", ParameterKind.Text, "the text of the report") { Also = ["body", "content"] },
        ], File),
    ];

    private static ToolResult File(CompanyCall call)
    {
        var to = Addressees.Of(call.State, call.Given.List("to"));
        if (to.To.Count == 0)
        {
            return CompanyCall.Refused($"The report was not filed: it has no reader. {string.Join(' ', to.Undelivered)}".TrimEnd());
        }

        var report = new FiledReport(to.To, call.Given.Text("title"), call.Given.Text("text"), call.Given.Figures);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = report.Title, ["text"] = report.Text };
        foreach (var (name, value) in report.Figures)
        {
            // As it was written: whether 65 % is 65 or 0.65, and 92,9 a decimal comma, shows only beside what it is compared with.
            facts[$"figure:{name.Replace(' ', '_').Replace('-', '_')}"] = value;
        }

        var answer = new List<string>
        {
            $"Filed to {string.Join(", ", to.To.Select(id => Addressees.Shown(call.State, id)))} with {report.Figures.Count} {(report.Figures.Count == 1 ? "figure" : "figures")}.",
        };
        answer.AddRange(to.Undelivered.Select(name => $"Not delivered: {name}"));
        return new ToolResult(
            new WorkplaceChange(EffectKind.Work, report.Title, $"filed the report '{CompanyCall.Shortened(report.Title)}' to {string.Join(", ", to.To)}") { Reached = to.Reached, Facts = facts },
            string.Join('\n', answer),
            call.State with { Reports = [.. call.State.Reports, report] });
    }
}
