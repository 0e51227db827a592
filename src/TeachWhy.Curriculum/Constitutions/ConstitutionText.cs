using System.Text;

namespace TeachWhy.Curriculum.Constitutions;

/// <summary>Writes a constitution, or a section of it, as Markdown.</summary>
public static class ConstitutionText
{
    /// <summary>The whole constitution, its sections numbered.</summary>
    /// <exception cref="InvalidOperationException">It lacks what the style needs; <see cref="WhyNot"/> says what.</exception>
    public static string Render(this Constitution constitution, ConstitutionStyle style = ConstitutionStyle.Whole)
    {
        if (constitution.WhyNot(style) is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        if (style is ConstitutionStyle.General)
        {
            return constitution.General + "\n";
        }

        var text = new StringBuilder($"# {constitution.Title}\n\n");
        if (style is ConstitutionStyle.Whole)
        {
            Paragraphs(text, constitution.Preamble);
        }

        return text.AppendJoin('\n', constitution.Sections.Select(section => constitution.Render(section, style))).ToString();
    }

    /// <summary>One section with its number, as it stands in the whole.</summary>
    /// <exception cref="InvalidOperationException">The style is <see cref="ConstitutionStyle.General"/>, which has no sections, or the section lacks its text.</exception>
    public static string Render(this Constitution constitution, Section section, ConstitutionStyle style = ConstitutionStyle.Whole) =>
        $"## {constitution.Sections.ToList().IndexOf(section) + 1}. {section.Title}\n\n{Body(section, style)}";

    /// <summary>A section without its number and title.</summary>
    internal static string Body(Section section, ConstitutionStyle style)
    {
        var text = new StringBuilder();
        Points(text, section.Rules);
        switch (style)
        {
            case ConstitutionStyle.Rules:
                break;
            case ConstitutionStyle.Reasons:
                Paragraphs(text, section.Reasons);
                break;
            case ConstitutionStyle.MoreRules when section.MoreRules.Count > 0:
                // One list: nothing tells the rules from the more rules.
                text.Length--;
                Points(text, section.MoreRules);
                break;
            case ConstitutionStyle.Whole:
                Paragraphs(text, section.Reasons);
                Headed(text, "What it is not", section.Not, Points);
                Headed(text, "An example", section.Example.Length > 0 ? [section.Example] : [], Paragraphs);
                break;
            default:
                throw new InvalidOperationException(style is ConstitutionStyle.General
                    ? "The general style is one paragraph and has no sections." : $"The section {section.Id} has no 'more-rules'.");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Why the constitution cannot be rendered in a style, in a sentence; null where it can.</summary>
    public static string? WhyNot(this Constitution constitution, ConstitutionStyle style) => style switch
    {
        ConstitutionStyle.General when constitution.General.Length == 0 => "The constitution has no 'general', the paragraph that stands for all of it.",
        ConstitutionStyle.MoreRules when constitution.Sections.FirstOrDefault(section => section.MoreRules.Count == 0) is { } bare =>
            $"The section {bare.Id} has no 'more-rules', which stand in the place of its reasons.",
        _ => null,
    };

    /// <summary>Words of a text; the signs of Markdown are none.</summary>
    public static int WordsOf(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit));

    private static void Headed(StringBuilder text, string heading, IReadOnlyList<string> texts, Action<StringBuilder, IReadOnlyList<string>> write)
    {
        if (texts.Count > 0)
        {
            text.Append("### ").Append(heading).Append("\n\n");
            write(text, texts);
        }
    }

    private static void Paragraphs(StringBuilder text, IReadOnlyList<string> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            text.Append(paragraph).Append("\n\n");
        }
    }

    private static void Points(StringBuilder text, IReadOnlyList<string> points)
    {
        foreach (var point in points)
        {
            text.Append("- ").Append(point).Append('\n');
        }

        text.Append('\n');
    }
}
