using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Charts;

/// <summary>Differences with their intervals around zero, one row per finding: a forest plot.</summary>
public sealed record DifferenceFigure(string Title, IReadOnlyList<DifferenceRow> Rows)
{
    /// <summary>True where every difference is one of harm, so that the axis can say what its ends mean.</summary>
    public bool OfHarm { get; init; } = true;
}

/// <param name="Margin">Half the width of the band around zero in which a difference does not matter.</param>
public sealed record DifferenceRow(string Title, double? Difference, double? Low, double? High, double? Margin, Outcome Outcome);

/// <inheritdoc cref="DifferenceFigure"/>
public static class DifferenceChart
{
    private const double LineHeight = 17;

    public static Svg Draw(DifferenceFigure figure, ChartWidth width)
    {
        var wide = width == ChartWidth.Wide;
        var total = (double)width;
        var (left, right) = wide ? (372.0, total - 130) : (4.0, total - 4);
        var labelWidth = wide ? left - 28 : total;
        const double Top = 34;

        var (least, most, step) = Scale.ForDifferences(
            figure.Rows.Min(row => row.Low) ?? 0, figure.Rows.Max(row => row.High) ?? 0);
        var scale = new Scale(least, most, left, right);
        var rows = figure.Rows.Select(row => (Row: row, Lines: TextFit.Lines(row.Title, labelWidth, 13, 4))).ToList();
        var heights = rows.ConvertAll(row => wide ? Math.Max(36, row.Lines.Count * LineHeight + 14) : row.Lines.Count * LineHeight + 54);
        var bottom = Top + heights.Sum();

        var drawing = new Drawing();
        drawing.Text(scale.At(0) - 8, 12, figure.OfHarm ? "← less harm" : "← less", "chart-text chart-small", Anchor.End);
        drawing.Text(scale.At(0) + 8, 12, figure.OfHarm ? "more harm →" : "more →", "chart-text chart-small");

        // Bands first, so that grid and text lie over them.
        var y = Top;
        foreach (var (row, height) in rows.Zip(heights, (row, height) => (row.Row, height)))
        {
            if (row.Margin is { } margin)
            {
                drawing.Rectangle(scale.At(-margin), y, scale.At(margin) - scale.At(-margin), height, "chart-band");
            }

            y += height;
        }

        foreach (var tick in Scale.Ticks(least, most, step))
        {
            var zero = Math.Abs(tick) < 1e-9;
            drawing.Line(scale.At(tick), Top - 4, scale.At(tick), bottom, zero ? "chart-axis" : "chart-grid");
            drawing.Text(scale.At(tick), Top - 8, zero ? "0" : $"{NumberText.Signed(tick)[..^2]}", "chart-text chart-small", Anchor.Middle);
        }

        y = Top;
        foreach (var ((row, lines), height) in rows.Zip(heights))
        {
            if (wide)
            {
                DrawRow(drawing, row, lines, scale, y + height / 2, labelTop: y + height / 2 - (lines.Count - 1) * LineHeight / 2 + 4.5);
                drawing.Text(right + 18, y + height / 2 + 4.5, OutcomeMark.WordOf(row.Outcome), $"chart-text {OutcomeMark.LookOf(row.Outcome)}-word");
                drawing.Line(0, y + height, total, y + height, "chart-grid");
            }
            else
            {
                var mark = y + lines.Count * LineHeight + 17;
                DrawRow(drawing, row, lines, scale, mark, labelTop: y + 15);
                drawing.Text(0, mark + 19, OutcomeMark.WordOf(row.Outcome), $"chart-text chart-small chart-halo {OutcomeMark.LookOf(row.Outcome)}-word");
            }

            y += height;
        }

        return drawing.Finish(total, bottom + 2, figure.Title, Describe(figure));
    }

    private static void DrawRow(Drawing drawing, DifferenceRow row, IReadOnlyList<string> lines, Scale scale, double y, double labelTop)
    {
        for (var line = 0; line < lines.Count; line++)
        {
            drawing.Text(0, labelTop + line * LineHeight, lines[line], "chart-text chart-halo");
        }

        var look = OutcomeMark.LookOf(row.Outcome);
        if (row is { Low: { } low, High: { } high })
        {
            drawing.Whisker(scale.At(low), scale.At(high), y, $"chart-stem {look}");
        }

        drawing.Mark(OutcomeMark.ShapeOf(row.Outcome), scale.At(row.Difference ?? 0), y, 5.5, look);
    }

    private static string Describe(DifferenceFigure figure) => string.Join(' ', figure.Rows.Select(row =>
        row.Difference is null
            ? $"{row.Title}: {OutcomeMark.WordOf(row.Outcome)}."
            : $"{row.Title}: {NumberText.Signed(row.Difference)} points ({NumberText.SignedRange(row.Low, row.High)}), {OutcomeMark.WordOf(row.Outcome)}."));
}
