using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Charts;

/// <summary>A training curve, small enough to stand in a line of facts.</summary>
public static class CurveChart
{
    public static Svg Draw(string title, IReadOnlyList<CurvePoint> curve)
    {
        const double Width = 300;
        const double Height = 74;
        const double Right = Width - 44;
        const double Bottom = Height - 18;
        var drawing = new Drawing();
        var points = curve.Where(point => double.IsFinite(point.Loss)).OrderBy(point => point.Tokens).ToList();
        if (points.Count == 0)
        {
            drawing.Text(0, Height / 2, "no curve was kept", "chart-text chart-small");
            return drawing.Finish(Width, Height, title, "No curve was kept.");
        }

        var (first, last) = (points[0], points[^1]);
        var (lowest, highest) = (points.Min(point => point.Loss), points.Max(point => point.Loss));
        var horizontal = new Scale(first.Tokens, Math.Max(last.Tokens, first.Tokens + 1), 36, Right);
        var vertical = new Scale(lowest, Math.Max(highest, lowest + 1e-6), Bottom - 4, 8);

        drawing.Line(36, Bottom, Right, Bottom, "chart-axis");
        drawing.Path(points.Select(point => (horizontal.At(point.Tokens), vertical.At(point.Loss))), "chart-line series-1");
        drawing.Mark(Shape.Disc, horizontal.At(last.Tokens), vertical.At(last.Loss), 3, "series-1");
        drawing.Text(30, vertical.At(first.Loss) + 4, $"{first.Loss:0.00}", "chart-text chart-small", Anchor.End);
        drawing.Text(Right + 8, vertical.At(last.Loss) + 4, $"{last.Loss:0.00}", "chart-text chart-small");
        drawing.Text(36, Height - 3, NumberText.Tokens(first.Tokens), "chart-text chart-small");
        drawing.Text(Right, Height - 3, $"{NumberText.Tokens(last.Tokens)} tokens", "chart-text chart-small", Anchor.End);
        return drawing.Finish(
            Width, Height, title,
            $"Training loss {NumberText.Loss(first.Loss)} after {NumberText.Tokens(first.Tokens)} tokens, {NumberText.Loss(last.Loss)} after {NumberText.Tokens(last.Tokens)}; lowest {NumberText.Loss(lowest)}.");
    }
}
