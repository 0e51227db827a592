using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Charts;

/// <summary>What a bar stands for; each has its own colour.</summary>
public enum BarRole
{
    Arm,
    Control,
    Opposite,
}

/// <summary>Rates of several arms side by side: one panel per family, one row per arm.</summary>
public sealed record BarFigure
{
    public required string Title { get; init; }

    /// <summary>One for each cell of a row; the first is the most important.</summary>
    public required IReadOnlyList<string> Panels { get; init; }

    public required IReadOnlyList<BarGroup> Groups { get; init; }

    /// <summary>Lines across all rows, such as the base before any arm.</summary>
    public IReadOnlyList<BarReference> References { get; init; } = [];
}

public sealed record BarGroup(string Title, IReadOnlyList<BarRow> Rows);

/// <param name="Cells">One for each panel.</param>
/// <param name="Findings">The published claims this row is put to.</param>
public sealed record BarRow(string Title, BarRole Role, IReadOnlyList<Measured> Cells, IReadOnlyList<BarFinding> Findings);

/// <summary>A claim's direction and what became of it.</summary>
public sealed record BarFinding(ClaimKind Kind, Outcome Outcome);

/// <param name="Rates">One for each panel; null for none.</param>
public sealed record BarReference(string Title, IReadOnlyList<double?> Rates);

/// <summary>Lying bars with intervals. Wide: a panel per family. Narrow: the first cell as a bar, the others as marks below it.</summary>
public static class BarChart
{
    private static readonly Shape[] CellShapes = [Shape.Disc, Shape.Square, Shape.Triangle, Shape.Diamond];
    private static readonly string[] ReferenceLooks = ["chart-reference", "chart-reference-dotted"];

    public static Svg Draw(BarFigure figure, ChartWidth width) =>
        width == ChartWidth.Wide ? DrawWide(figure) : DrawNarrow(figure);

    private static Svg DrawWide(BarFigure figure)
    {
        const double LabelWidth = 224;
        const double FindingsWidth = 92;
        const double Gap = 16;
        const double NumberWidth = 46;
        const double RowHeight = 24;
        const double GroupHeight = 34;
        const double Top = 44;
        const double Total = (double)ChartWidth.Wide;

        var panelWidth = (Total - LabelWidth - FindingsWidth - Gap * (figure.Panels.Count - 1)) / figure.Panels.Count;
        var (most, step) = Scale.ForRates(Largest(figure));
        var drawing = new Drawing();
        var bottom = Top + figure.Groups.Sum(group => GroupHeight + RowHeight * group.Rows.Count) + 6;
        var scales = figure.Panels.Select((_, panel) => LabelWidth + panel * (panelWidth + Gap))
            .Select(left => new Scale(0, most, left, left + panelWidth - NumberWidth)).ToList();

        for (var panel = 0; panel < figure.Panels.Count; panel++)
        {
            drawing.Text(scales[panel].Start, 14, TextFit.Cut(figure.Panels[panel], panelWidth, 13), "chart-text chart-strong");
            foreach (var tick in Scale.Ticks(0, most, step))
            {
                drawing.Line(scales[panel].At(tick), Top - 8, scales[panel].At(tick), bottom, tick == 0 ? "chart-axis" : "chart-grid");
            }

            // Panels have room for the ends of the axis only.
            drawing.Text(scales[panel].Start, Top - 13, "0", "chart-text chart-small");
            drawing.Text(scales[panel].End, Top - 13, NumberText.Axis(most), "chart-text chart-small", Anchor.Middle);
            DrawReferences(drawing, figure, panel, scales[panel], Top - 8, bottom);
        }

        drawing.Text(Total, 14, "published", "chart-text chart-small", Anchor.End);
        drawing.Text(Total, Top - 13, "and found", "chart-text chart-small", Anchor.End);

        var y = Top;
        foreach (var group in figure.Groups)
        {
            drawing.Text(0, y + 22, group.Title, "chart-text chart-group");
            drawing.Line(0, y + 28, Total, y + 28, "chart-grid");
            y += GroupHeight;
            foreach (var row in group.Rows)
            {
                drawing.Text(0, y + 16, TextFit.Cut(row.Title, LabelWidth - 12, 13));
                for (var panel = 0; panel < figure.Panels.Count; panel++)
                {
                    DrawBar(drawing, row.Cells[panel], row.Role, scales[panel], y + 5, 13);
                    drawing.Text(
                        scales[panel].End + NumberWidth - 2, y + 16, NumberText.Percent(row.Cells[panel].Rate),
                        panel == 0 ? "chart-text chart-number chart-strong" : "chart-text chart-number", Anchor.End);
                }

                DrawFindings(drawing, row.Findings, Total, y + 12);
                y += RowHeight;
            }
        }

        return drawing.Finish(Total, bottom + 2, figure.Title, Describe(figure));
    }

    private static Svg DrawNarrow(BarFigure figure)
    {
        const double Total = (double)ChartWidth.Narrow;
        const double NumberWidth = 48;
        const double RowHeight = 46;
        const double GroupHeight = 38;
        var legendHeight = 20.0 * figure.Panels.Count + 22;

        var (most, step) = Scale.ForRates(Largest(figure));
        var drawing = new Drawing();
        var scale = new Scale(0, most, 1, Total - NumberWidth);
        var bottom = legendHeight + figure.Groups.Sum(group => GroupHeight + RowHeight * group.Rows.Count) + 2;

        drawing.Rectangle(1, 5, 12, 10, "bar-arm");
        drawing.Text(20, 14, $"{figure.Panels[0]} (bar, with its number)", "chart-text chart-small");
        for (var panel = 1; panel < figure.Panels.Count; panel++)
        {
            drawing.Mark(CellShapes[(panel - 1) % CellShapes.Length], 7, 10 + 20 * panel, 4, "chart-cell");
            drawing.Text(20, 14 + 20 * panel, figure.Panels[panel], "chart-text chart-small");
        }

        foreach (var tick in Scale.Ticks(0, most, step))
        {
            drawing.Line(scale.At(tick), legendHeight, scale.At(tick), bottom, tick == 0 ? "chart-axis" : "chart-grid");
            drawing.Text(scale.At(tick), legendHeight - 5, tick == 0 ? "0" : NumberText.Axis(tick), "chart-text chart-small", tick == 0 ? Anchor.Start : Anchor.Middle);
        }

        DrawReferences(drawing, figure, 0, scale, legendHeight, bottom);

        var y = legendHeight;
        foreach (var group in figure.Groups)
        {
            drawing.Text(0, y + 24, group.Title, "chart-text chart-group");
            y += GroupHeight;
            foreach (var row in group.Rows)
            {
                drawing.Text(0, y + 10, TextFit.Cut(row.Title, Total - 60, 13), "chart-text chart-halo");
                DrawFindings(drawing, row.Findings, Total, y + 6);
                DrawBar(drawing, row.Cells[0], row.Role, scale, y + 15, 11);
                drawing.Text(Total, y + 25, NumberText.Percent(row.Cells[0].Rate), "chart-text chart-number chart-strong", Anchor.End);
                for (var panel = 1; panel < row.Cells.Count; panel++)
                {
                    if (row.Cells[panel] is { Rate: { } rate } cell)
                    {
                        var look = cell.Outlined ? "chart-cell chart-hollow" : "chart-cell";
                        drawing.Mark(CellShapes[(panel - 1) % CellShapes.Length], scale.At(rate), y + 34, 3.4, look);
                    }
                }

                y += RowHeight;
            }
        }

        return drawing.Finish(Total, bottom + 2, figure.Title, Describe(figure));
    }

    private static void DrawBar(Drawing drawing, Measured cell, BarRole role, Scale scale, double y, double height)
    {
        if (cell is not { Rate: { } rate, Low: { } low, High: { } high })
        {
            return;
        }

        var look = role switch { BarRole.Control => "bar-control", BarRole.Opposite => "bar-opposite", _ => "bar-arm" };
        drawing.Rectangle(
            scale.Start, y, scale.At(rate) - scale.Start, height, cell.Outlined ? $"{look} bar-outlined" : look);
        drawing.Whisker(scale.At(low), scale.At(high), y + height / 2);
    }

    private static void DrawReferences(Drawing drawing, BarFigure figure, int panel, Scale scale, double top, double bottom)
    {
        foreach (var (reference, look) in figure.References.Zip(ReferenceLooks))
        {
            if (reference.Rates[panel] is { } rate)
            {
                drawing.Line(scale.At(rate), top, scale.At(rate), bottom, look);
            }
        }
    }

    private static void DrawFindings(Drawing drawing, IReadOnlyList<BarFinding> findings, double right, double y)
    {
        // Three fit; a fourth and more are counted, and stand in the table of findings.
        var shown = findings.Count <= 3 ? findings.Count : 2;
        if (shown < findings.Count)
        {
            drawing.Text(right, y + 4.5, $"+{findings.Count - shown}", "chart-text chart-small", Anchor.End);
            right -= 26;
        }

        var x = right - 26 * (shown - 1);
        foreach (var finding in findings.Take(shown))
        {
            drawing.Text(x - 13, y + 4.5, SignOf(finding.Kind), "chart-text", Anchor.End);
            drawing.Mark(OutcomeMark.ShapeOf(finding.Outcome), x - 6, y, 4, OutcomeMark.LookOf(finding.Outcome));
            x += 26;
        }
    }

    /// <summary>The published direction as one sign.</summary>
    public static string SignOf(ClaimKind kind) => kind switch
    {
        ClaimKind.Lower => "↓",
        ClaimKind.Higher => "↑",
        ClaimKind.NotLower => "≥",
        ClaimKind.NotHigher => "≤",
        _ => "≈",
    };

    private static double Largest(BarFigure figure) => figure.Groups.SelectMany(group => group.Rows)
        .SelectMany(row => row.Cells).Max(cell => cell.High) ?? 0;

    private static string Describe(BarFigure figure) => string.Join(' ', figure.Groups.SelectMany(group => group.Rows).Select(row =>
        $"{row.Title}: {string.Join(", ", figure.Panels.Zip(row.Cells, (panel, cell) => $"{panel} {cell}"))}."));
}
