using System.Text;
using TeachWhy.Studies.Charts;

namespace TeachWhy.Studies.Comparing;

/// <summary>A table of texts: the same one for a terminal and for Markdown.</summary>
/// <param name="Numbers">Which columns hold numbers, and stand to the right.</param>
public sealed record TextTable(string Title, IReadOnlyList<string> Columns, IReadOnlySet<int> Numbers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>As GitHub's Markdown has tables; what models and files say in it stays text.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("**").Append(Escaped(Title)).Append("**\n\n");
        Line(Columns);
        text.Append('|').AppendJoin('|', Columns.Select((_, i) => Numbers.Contains(i) ? "---:" : "---")).Append("|\n");
        foreach (var row in Rows)
        {
            Line(row);
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Escaped)).Append(" |\n");
    }

    /// <summary>Text that Markdown and HTML take for nothing but text.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in VisibleText.Of(text.ReplaceLineEndings(" ")))
        {
            _ = letter switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '~' or '!' => escaped.Append('\\').Append(letter),
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }
}
