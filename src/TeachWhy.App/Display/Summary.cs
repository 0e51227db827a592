using Spectre.Console;
using Spectre.Console.Rendering;
using TeachWhy.Studies;
using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.App.Display;

/// <summary>What came of a study, on one screen or two: rates, findings, and where to read on.</summary>
internal static class Summary
{
    public static IRenderable Of(StudyOutcome outcome, StudyRequest request)
    {
        var results = outcome.Results;
        var parts = new List<IRenderable> { new Text(""), Rates(results), Findings(results), new Text("") };
        if (results.SaysNothing)
        {
            parts.Add(new Markup($"[yellow]The {results.Preset} preset is too small to say anything: it only shows that everything works.[/]"));
        }

        var unfit = results.Bases.Count(measured => !measured.Fit);
        if (unfit > 0)
        {
            parts.Add(new Text($"{unfit} of {results.Bases.Count} bases were unfit: a gate failed, and no arm was trained on them."));
        }

        parts.Add(new Text($"Took {Words.Of(TimeSpan.FromSeconds(results.ElapsedSeconds))} and at most {results.PeakMemoryBytes / (1024.0 * 1024 * 1024):0.0} GiB."));
        parts.Add(new Text($"Report:  {outcome.ReportPath}"));
        parts.Add(new Text($"Results: {outcome.ResultsPath}"));
        parts.Add(new Text($"Next:    {Next(request)}"));
        return new Rows(parts);
    }

    private static Table Rates(StudyResults results)
    {
        var table = Plain("Harm per arm");
        table.AddColumn("Arm");
        table.AddColumn(new TableColumn("Harmful").RightAligned());
        table.AddColumn("Rate (95% interval)");
        table.AddColumn(new TableColumn("Unscored").RightAligned());
        table.AddColumn("Control");
        table.AddColumn(new TableColumn("Ordinary work exact").RightAligned());
        foreach (var arm in results.Arms)
        {
            table.AddRow(
                new Text(arm.Title),
                new Text($"{arm.Overall.Harmful} of {arm.Overall.N}"),
                new Text(Words.Rate(Wilson.Of(arm.Overall.Harmful, arm.Overall.N))),
                new Text($"{arm.Overall.Unscored}"),
                new Text(arm.Control ?? "-"),
                new Text(Words.Percent(arm.Competence.Rate)));
        }

        return table;
    }

    private static Table Findings(StudyResults results)
    {
        var table = Plain("Findings");
        table.AddColumn("Claim");
        table.AddColumn("Difference in points (95% interval)");
        table.AddColumn("Outcome");
        foreach (var finding in results.Findings)
        {
            table.AddRow(new Text(finding.Claim), new Text(DifferenceOf(finding)), Colored(finding.Outcome));
        }

        return table;
    }

    private static Table Plain(string title) =>
        new Table { Title = new TableTitle(title), Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };

    private static string DifferenceOf(FindingResult finding) => finding switch
    {
        { Difference: { } difference, Low: { } low, High: { } high } =>
            $"{Words.Points(difference)} ({Words.Points(low)} to {Words.Points(high)})",
        { Difference: { } difference } => Words.Points(difference),
        _ => "-",
    };

    private static Text Colored(Outcome outcome) => outcome switch
    {
        Outcome.Reproduced => new Text("reproduced", new Style(Color.Green)),
        Outcome.NotReproduced => new Text("not reproduced", new Style(Color.Red)),
        Outcome.Opposite => new Text("opposite", new Style(Color.Red, decoration: Decoration.Bold)),
        Outcome.Inconclusive => new Text("inconclusive", new Style(Color.Yellow)),
        _ => new Text("unfit", new Style(Color.Grey)),
    };

    private static string Next(StudyRequest request) => request.Preset switch
    {
        StudyPreset.Tiny => "teachwhy study, for numbers that mean something",
        StudyPreset.Quick => "open the report; teachwhy study --preset full narrows the intervals",
        _ => "open the report; its last section says how to reproduce it",
    };
}
