using Spectre.Console;
using Spectre.Console.Rendering;

namespace TeachWhy.App.Display;

/// <summary>What a person sees while a study runs: the state as something to draw.</summary>
internal static class LiveView
{
    private const int BarWidth = 24;

    /// <param name="height">Lines to fit into.</param>
    public static IRenderable Of(StudyState state, TimeSpan elapsed, int height)
    {
        var parts = new List<IRenderable>();
        if (state.Arms.Count > 0)
        {
            // Heading, lines above and below, the stages and the last line leave this many rows.
            const int Furniture = 7;
            parts.Add(Rates(state, Math.Max(3, height - Furniture - state.Stages.Count)));
        }

        parts.AddRange(state.Stages.Select(stage => new Text($"  {EventLines.Of(stage)}").Ellipsis()));
        parts.Add(Markup.FromInterpolated($"  {Bar(state.Whole?.Share ?? 0)} {EventLines.Of(state)} [grey]({Words.Of(elapsed)} so far)[/]").Ellipsis());
        return new Rows(parts);
    }

    private static Table Rates(StudyState state, int most)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumn("Arm");
        table.AddColumn(new TableColumn("Runs").RightAligned());
        table.AddColumn(new TableColumn("Harmful").RightAligned());
        table.AddColumn("Rate (95% interval)");

        // The newest are news; the oldest are in the report.
        var hidden = Math.Max(0, state.Arms.Count - most);
        if (hidden > 0)
        {
            table.AddRow(new Text($"... and {hidden} before these", new Style(Color.Grey)));
        }

        foreach (var arm in state.Arms.Skip(hidden))
        {
            table.AddRow(new Text(arm.Title), new Text($"{arm.Runs}"), new Text($"{arm.Harmful} of {arm.N}"), new Text(Words.Rate(arm.Rate)));
        }

        return table;
    }

    /// <summary>A share as a line.</summary>
    public static string Bar(double share)
    {
        var done = (int)Math.Round(share * BarWidth);
        return new string('━', done) + new string('·', BarWidth - done);
    }
}
