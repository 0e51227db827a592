using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Charts;

/// <summary>Single bases as dots, their mean as a bar behind: how far bases of one kind differ is part of the result.</summary>
public sealed record DotFigure(string Title, IReadOnlyList<DotRow> Rows);

/// <param name="Mean">Over the solid dots; null without any.</param>
public sealed record DotRow(string Title, double? Mean, IReadOnlyList<Dot> Dots);

/// <param name="Hollow">True for a base that failed a gate.</param>
public sealed record Dot(string Title, Measured Harm, bool Hollow);

/// <inheritdoc cref="DotFigure"/>
public static class DotChart
{
    public static Svg Draw(DotFigure figure, ChartWidth width)
    {
        const double Top = 26;
        const double DotHeight = 13;
        const double NumberWidth = 50;
        var wide = width == ChartWidth.Wide;
        var total = (double)width;
        var left = wide ? 282.0 : 1;
        var above = wide ? 0.0 : 20;

        var (most, step) = Scale.ForRates(figure.Rows.SelectMany(row => row.Dots).Max(dot => dot.Harm.High) ?? 0);
        var scale = new Scale(0, most, left, total - NumberWidth);
        var heights = figure.Rows.Select(row => above + Math.Max(30, row.Dots.Count * DotHeight + 14)).ToList();
        var bottom = Top + heights.Sum();

        var drawing = new Drawing();
        foreach (var tick in Scale.Ticks(0, most, step))
        {
            drawing.Line(scale.At(tick), Top - 6, scale.At(tick), bottom, tick == 0 ? "chart-axis" : "chart-grid");
            drawing.Text(scale.At(tick), Top - 12, tick == 0 ? "0" : NumberText.Axis(tick), "chart-text chart-small", tick == 0 ? Anchor.Start : Anchor.Middle);
        }

        var y = Top;
        foreach (var (row, height) in figure.Rows.Zip(heights))
        {
            var middle = y + above + (height - above) / 2;
            if (wide)
            {
                drawing.Text(0, middle + 4.5, TextFit.Cut(row.Title, left - 16, 13));
            }
            else
            {
                drawing.Text(0, y + 15, TextFit.Cut(row.Title, total, 13), "chart-text chart-halo");
            }

            if (row.Mean is { } mean)
            {
                drawing.Rectangle(scale.Start, y + above + 4, scale.At(mean) - scale.Start, height - above - 8, "bar-faint");
            }

            drawing.Text(total, middle + 4.5, NumberText.Percent(row.Mean), "chart-text chart-number chart-strong", Anchor.End);
            var line = middle - (row.Dots.Count - 1) * DotHeight / 2;
            foreach (var dot in row.Dots)
            {
                if (dot.Harm is { Rate: { } rate, Low: { } low, High: { } high })
                {
                    drawing.Whisker(scale.At(low), scale.At(high), line);
                    drawing.Mark(dot.Hollow ? Shape.Ring : Shape.Disc, scale.At(rate), line, 4.2, dot.Hollow ? "chart-cell" : "series-1");
                }

                line += DotHeight;
            }

            y += height;
        }

        return drawing.Finish(total, bottom + 2, figure.Title, Describe(figure));
    }

    private static string Describe(DotFigure figure) => string.Join(' ', figure.Rows.Select(row =>
        $"{row.Title}: mean {NumberText.Percent(row.Mean)}; {string.Join(", ", row.Dots.Select(dot => $"{dot.Title} {dot.Harm}{(dot.Hollow ? ", unfit" : "")}"))}."));
}
