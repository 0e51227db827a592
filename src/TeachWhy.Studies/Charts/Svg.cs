namespace TeachWhy.Studies.Charts;

/// <summary>A finished drawing: one <c>svg</c> element as text, every label in it escaped.</summary>
/// <param name="Width">Its natural width, in CSS pixels.</param>
/// <param name="Height">Its natural height, in CSS pixels.</param>
/// <param name="Text">The element. Colours come from the style sheet of the page it stands in.</param>
public sealed record Svg(double Width, double Height, string Text)
{
    /// <summary>The same drawing as a file of its own, with its colours, light and dark.</summary>
    public string ToFile()
    {
        var inside = Text.IndexOf('>', StringComparison.Ordinal) + 1;
        return $"{Text[..inside]}<style>{ChartStyle.Css}</style>{Text[inside..]}\n";
    }
}
