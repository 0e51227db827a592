using System.Globalization;
using System.Text;

namespace TeachWhy.Studies.Charts;

/// <summary>Shapes that stay apart without colour.</summary>
internal enum Shape
{
    Disc,
    Ring,
    Square,
    Frame,
    Triangle,
    Diamond,
    Cross,
}

/// <summary>Where a text begins: at its point, around it, or before it.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>Collects the elements of one drawing. Looks are classes of charts.css; every text and attribute is escaped here.</summary>
internal sealed class Drawing
{
    private readonly StringBuilder _elements = new();

    public void Rectangle(double x, double y, double width, double height, string look) =>
        Add($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(0, width):0.#}\" height=\"{height:0.#}\" class=\"{look}\"/>");

    public void Line(double x1, double y1, double x2, double y2, string look) =>
        Add($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{look}\"/>");

    public void Path(IEnumerable<(double X, double Y)> points, string look)
    {
        var text = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));
        _elements.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{text}\" class=\"{look}\"/>");
    }

    /// <param name="y">The base line.</param>
    public void Text(double x, double y, string text, string look = "chart-text", Anchor anchor = Anchor.Start)
    {
        var place = anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" };
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{look}\"{place}>{Escape(text)}</text>");
    }

    /// <summary>An interval with ends, lying flat.</summary>
    public void Whisker(double low, double high, double y, string look = "chart-whisker")
    {
        Line(low, y, high, y, look);
        Line(low, y - 3, low, y + 3, look);
        Line(high, y - 3, high, y + 3, look);
    }

    /// <summary>An interval with ends, standing.</summary>
    public void StandingWhisker(double x, double low, double high, string look)
    {
        Line(x, low, x, high, look);
        Line(x - 3, low, x + 3, low, look);
        Line(x - 3, high, x + 3, high, look);
    }

    public void Mark(Shape shape, double x, double y, double size, string look)
    {
        var (s, d) = (size, size * 1.25);
        FormattableString element = shape switch
        {
            Shape.Disc => $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{s:0.#}\" class=\"{look}\"/>",
            Shape.Ring => $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{s - 0.5:0.#}\" class=\"{look} chart-hollow\"/>",
            Shape.Square => $"<rect x=\"{x - s + .5:0.#}\" y=\"{y - s + .5:0.#}\" width=\"{2 * s - 1:0.#}\" height=\"{2 * s - 1:0.#}\" class=\"{look}\"/>",
            Shape.Frame => $"<rect x=\"{x - s + 1:0.#}\" y=\"{y - s + 1:0.#}\" width=\"{2 * s - 2:0.#}\" height=\"{2 * s - 2:0.#}\" class=\"{look} chart-hollow\"/>",
            Shape.Triangle => $"<path d=\"M{x:0.#} {y - d:0.#}L{x + d:0.#} {y + s:0.#}H{x - d:0.#}Z\" class=\"{look}\"/>",
            Shape.Diamond => $"<path d=\"M{x:0.#} {y - d:0.#}L{x + d:0.#} {y:0.#}L{x:0.#} {y + d:0.#}L{x - d:0.#} {y:0.#}Z\" class=\"{look}\"/>",
            _ => $"<path d=\"M{x - s:0.#} {y - s:0.#}L{x + s:0.#} {y + s:0.#}M{x + s:0.#} {y - s:0.#}L{x - s:0.#} {y + s:0.#}\" class=\"{look} chart-hollow\"/>",
        };
        Add(element);
    }

    /// <summary>The drawing, with its title and a description in words and numbers for those who do not see it.</summary>
    public Svg Finish(double width, double height, string title, string description) => new(
        width, height, string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\"><title>{Escape(title)}</title><desc>{Escape(description)}</desc>{_elements}</svg>"));

    /// <summary>A drawing that repeats what stands beside it in words.</summary>
    public Svg FinishAsOrnament(double width, double height) => new(
        width, height, string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart-mark\" aria-hidden=\"true\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\">{_elements}</svg>"));

    private void Add(FormattableString element) => _elements.Append(element.ToString(CultureInfo.InvariantCulture));

    /// <summary>For XML and HTML alike; what XML cannot hold is already shown as something else by <see cref="VisibleText"/>.</summary>
    private static string Escape(string text) => new StringBuilder(VisibleText.Of(text))
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;")
        .ToString();
}
