using System.Globalization;
using System.Text;

namespace TeachWhy.Transformer;

/// <summary>Values as Python's <c>str</c> and <c>repr</c> write them.</summary>
internal static class PythonText
{
    /// <summary>As an output shows it.</summary>
    public static TracedText Of(Rendering rendering, object? value)
    {
        switch (value)
        {
            case TracedText text:
                return text;
            case UndefinedValue:
                return TracedText.Empty;
            default:
                var builder = new TracedTextBuilder(rendering);
                var blend = new OriginBlend();
                Write(rendering, builder, value, ref blend);
                return TracedText.From(builder.ToText().Value, blend.Source);
        }
    }

    private static void Write(Rendering rendering, TracedTextBuilder builder, object? value, ref OriginBlend blend)
    {
        rendering.Enter();
        rendering.Spend();
        switch (value)
        {
            case TracedText text:
                blend.Add(text);
                builder.Append(Quote(text.Value));
                break;
            case ListValue list:
                WriteList(rendering, builder, list, ref blend);
                break;
            case MappingValue mapping:
                WriteMapping(rendering, builder, mapping, ref blend);
                break;
            default:
                builder.Append(Scalar(value));
                break;
        }

        rendering.Leave();
    }

    private static void WriteList(Rendering rendering, TracedTextBuilder builder, ListValue list, ref OriginBlend blend)
    {
        builder.Append(list.IsTuple ? "(" : "[");
        for (var i = 0; i < list.Count; i++)
        {
            builder.Append(i > 0 ? ", " : "");
            Write(rendering, builder, list.Items[i], ref blend);
        }

        builder.Append(list.IsTuple ? list.Count == 1 ? ",)" : ")" : "]");
    }

    private static void WriteMapping(Rendering rendering, TracedTextBuilder builder, MappingValue mapping, ref OriginBlend blend)
    {
        var separator = "{";
        foreach (var (key, value) in mapping.Entries)
        {
            builder.Append(separator);
            Write(rendering, builder, key, ref blend);
            builder.Append(": ");
            Write(rendering, builder, value, ref blend);
            separator = ", ";
        }

        builder.Append(mapping.Count == 0 ? "{}" : "}");
    }

    private static string Scalar(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Numbers.Write(number),
        UndefinedValue => "Undefined",
        _ => throw new ChatTemplateException($"{Describe.Kind(value)} cannot be written as text."),
    };

    /// <summary>In single quotes, in double ones if only those keep it readable; what does not print is escaped.</summary>
    private static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                var code when code == quote => $"\\{quote}",
                var code when Prints(rune) => rune.ToString(),
                < 0x100 and var code => $"\\x{code:x2}",
                < 0x10000 and var code => $"\\u{code:x4}",
                var code => $"\\U{code:x8}",
            });
        }

        return quoted.Append(quote).ToString();
    }

    private static bool Prints(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
