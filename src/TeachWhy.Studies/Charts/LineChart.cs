using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Charts;

/// <summary>Harm against the tokens it took, on an axis of doublings.</summary>
public sealed record LineFigure
{
    public required string Title { get; init; }

    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>Flat lines, such as replay only.</summary>
    public IReadOnlyList<LineReference> References { get; init; } = [];
}

public sealed record LineSeries(string Title, IReadOnlyList<LinePoint> Points);

public sealed record LinePoint(long Tokens, Measured Harm);

public sealed record LineReference(string Title, double Rate);

/// <summary>Lines with intervals over a logarithmic axis.</summary>
public static class LineChart
{
    private static readonly Shape[] Shapes = [Shape.Disc, Shape.Square, Shape.Triangle, Shape.Diamond];
    private static readonly string[] ReferenceLooks = ["chart-reference", "chart-reference-dotted"];

    public static Svg Draw(LineFigure figure, ChartWidth width)
    {
        var total = (double)width;
        var wide = width == ChartWidth.Wide;
        var (plotHeight, left) = (wide ? 280.0 : 240.0, 40.0);
        var drawing = new Drawing();

        var top = DrawLegend(drawing, figure, total) + 14;
        var bottom = top + plotHeight;
        var points = figure.Series.SelectMany(series => series.Points).ToList();
        var (most, step) = Scale.ForRates(
            points.Select(point => point.Harm.High ?? 0).Concat(figure.References.Select(reference => reference.Rate)).DefaultIfEmpty(0).Max());
        var vertical = new Scale(0, most, bottom, top);
        var tokens = points.Select(point => point.Tokens).Where(count => count > 0).Distinct().Order().ToList();
        var horizontal = tokens.Count == 0
            ? new Scale(0, 1, left, total)
            : new Scale(Math.Log2(tokens[0]) - .35, Math.Log2(tokens[^1]) + .35, left, total - 2);

        foreach (var tick in Scale.Ticks(0, most, step))
        {
            drawing.Line(left, vertical.At(tick), total, vertical.At(tick), tick == 0 ? "chart-axis" : "chart-grid");
            drawing.Text(left - 6, vertical.At(tick) + 4, tick == 0 ? "0" : NumberText.Axis(tick), "chart-text chart-small", Anchor.End);
        }

        var free = double.NegativeInfinity;
        foreach (var count in tokens)
        {
            var x = horizontal.At(Math.Log2(count));
            drawing.Line(x, bottom, x, bottom + 4, "chart-axis");
            if (x - free > 34)
            {
                drawing.Text(x, bottom + 18, NumberText.Tokens(count), "chart-text chart-small", Anchor.Middle);
                free = x;
            }
        }

        drawing.Text((left + total) / 2, bottom + 36, "tokens of the arm’s own data (logarithmic)", "chart-text chart-small", Anchor.Middle);

        foreach (var (reference, look) in figure.References.Zip(ReferenceLooks))
        {
            drawing.Line(left, vertical.At(reference.Rate), total, vertical.At(reference.Rate), look);
        }

        for (var series = 0; series < figure.Series.Count; series++)
        {
            // Neighbouring series step aside a little so that their intervals can be told apart.
            var aside = (series - (figure.Series.Count - 1) / 2.0) * 5;
            DrawSeries(drawing, figure.Series[series], series, aside, horizontal, vertical);
        }

        return drawing.Finish(total, bottom + 42, figure.Title, Describe(figure));
    }

    private static void DrawSeries(Drawing drawing, LineSeries series, int number, double aside, Scale horizontal, Scale vertical)
    {
        var look = LookOf(number);
        var placed = series.Points.Where(point => point is { Tokens: > 0, Harm.Rate: not null }).OrderBy(point => point.Tokens)
            .Select(point => (X: horizontal.At(Math.Log2(point.Tokens)) + aside, Y: vertical.At(point.Harm.Rate!.Value), point.Harm)).ToList();
        drawing.Path(placed.Select(point => (point.X, point.Y)), $"chart-line {look}");
        foreach (var (x, y, harm) in placed)
        {
            drawing.StandingWhisker(x, vertical.At(harm.Low!.Value), vertical.At(harm.High!.Value), $"chart-stem {look}");
            drawing.Mark(Shapes[number % Shapes.Length], x, y, 4.5, look);
        }
    }

    private static double DrawLegend(Drawing drawing, LineFigure figure, double total)
    {
        var (x, y) = (0.0, 12.0);
        foreach (var (title, draw) in Entries())
        {
            var width = TextFit.Width(title, 12.5) + 50;
            if (x > 0 && x + width > total)
            {
                (x, y) = (0, y + 20);
            }

            draw(x, y);
            drawing.Text(x + 28, y, TextFit.Cut(title, total - 28, 12.5), "chart-text chart-small");
            x += width;
        }

        return y;

        IEnumerable<(string Title, Action<double, double> Draw)> Entries()
        {
            for (var series = 0; series < figure.Series.Count; series++)
            {
                var number = series;
                yield return (figure.Series[series].Title, (left, line) =>
                {
                    drawing.Line(left, line - 4, left + 22, line - 4, $"chart-line {LookOf(number)}");
                    drawing.Mark(Shapes[number % Shapes.Length], left + 11, line - 4, 4.5, LookOf(number));
                });
            }

            foreach (var (reference, look) in figure.References.Zip(ReferenceLooks))
            {
                yield return ($"{reference.Title}, {NumberText.Percent(reference.Rate)}", (left, line) => drawing.Line(left, line - 4, left + 22, line - 4, look));
            }
        }
    }

    private static string LookOf(int series) => $"series-{series % Shapes.Length + 1}";

    private static string Describe(LineFigure figure) => string.Join(' ', figure.Series.Select(series =>
        $"{series.Title}: {string.Join(", ", series.Points.Select(point => $"{NumberText.Tokens(point.Tokens)} tokens {point.Harm}"))}."));
}
