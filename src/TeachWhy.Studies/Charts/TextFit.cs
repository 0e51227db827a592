using System.Text;

namespace TeachWhy.Studies.Charts;

/// <summary>Fits text into a width by an estimate of its letters: SVG does not wrap, and nothing here can measure a font.</summary>
internal static class TextFit
{
    private const string Ellipsis = "…";

    /// <summary>Width in pixels of a common sans-serif face, a little on the safe side.</summary>
    public static double Width(string text, double size) => text.EnumerateRunes().Sum(Width) * size;

    /// <summary>Lines that fit; the last one ends in … where text is left over.</summary>
    public static IReadOnlyList<string> Lines(string text, double width, double size, int most)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Width(longer, size) <= width)
            {
                line = longer;
                continue;
            }

            if (lines.Count == most - 1)
            {
                lines.Add(Cut(longer, width, size));
                return lines;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = Cut(word, width, size);
        }

        if (line.Length > 0 || lines.Count == 0)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>One line, cut with … where it is too long.</summary>
    public static string Cut(string text, double width, double size)
    {
        var room = width / size - Width(new Rune('…'));
        var kept = new StringBuilder();
        var used = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Width(rune);
            if (used > room)
            {
                return Width(text, size) <= width ? text : kept.ToString().TrimEnd() + Ellipsis;
            }

            kept.Append(rune);
        }

        return text;
    }

    private static double Width(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.29,
        'f' or 't' or 'r' or ' ' or '(' or ')' or '-' or '/' or '[' or ']' => 0.36,
        'm' or 'w' or 'M' or 'W' or '…' or '@' or '%' => 0.88,
        >= 'A' and <= 'Z' => 0.69,
        < 0x1100 => 0.56,
        _ => 1.05,
    };
}
