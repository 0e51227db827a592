using System.Globalization;
using System.Text;

namespace TeachWhy.Transformer;

/// <summary>Values as Python's <c>json.dumps</c> writes them.</summary>
internal sealed class JsonText(Rendering rendering, JsonTextOptions options)
{
    private readonly TracedTextBuilder _builder = new(rendering);
    private OriginBlend _blend;

    public static TracedText Of(Rendering rendering, object? value, JsonTextOptions options)
    {
        var json = new JsonText(rendering, options);
        json.Write(value, 0);
        return TracedText.From(json._builder.ToText().Value, json._blend.Source);
    }

    private void Write(object? value, int level)
    {
        rendering.Enter();
        rendering.Spend();
        switch (value)
        {
            case TracedText text:
                WriteText(text);
                break;
            case ListValue list:
                WriteItems('[', ']', list.Items, level, item => Write(item, level + 1));
                break;
            case MappingValue mapping:
                var entries = options.SortKeys ? mapping.Entries.OrderBy(e => e.Key, Comparer<object>.Create((a, b) => Comparing.Order(rendering, a, b))) : mapping.Entries;
                WriteItems('{', '}', entries, level, entry =>
                {
                    WriteText(entry.Key as TracedText ?? TracedText.Own(Scalar(entry.Key)));
                    _builder.Append(options.KeySeparator);
                    Write(entry.Value, level + 1);
                });
                break;
            default:
                _builder.Append(Scalar(value));
                break;
        }

        rendering.Leave();
    }

    private void WriteItems<T>(char open, char close, IEnumerable<T> items, int level, Action<T> write)
    {
        _builder.Append(open.ToString());
        var any = false;
        foreach (var item in items)
        {
            _builder.Append(any ? options.ItemSeparator : "");
            NewLine(level + 1);
            write(item);
            any = true;
        }

        if (any)
        {
            NewLine(level);
        }

        _builder.Append(close.ToString());
    }

    private void NewLine(int level)
    {
        if (options.Indent is { } indent)
        {
            _builder.Append("\n");
            for (var i = 0; i < level; i++)
            {
                _builder.Append(indent);
            }
        }
    }

    private static string Scalar(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Numbers.Write(number) switch { "nan" => "NaN", "inf" => "Infinity", "-inf" => "-Infinity", var digits => digits },
        _ => throw new ChatTemplateException($"{Describe.Kind(value)} cannot be written as JSON."),
    };

    private void WriteText(TracedText text)
    {
        _blend.Add(text);
        rendering.SpendOn(text);
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var character in text.Value)
        {
            switch (character)
            {
                case '"' or '\\':
                    quoted.Append('\\').Append(character);
                    break;
                case '\n' or '\r' or '\t' or '\b' or '\f':
                    quoted.Append('\\').Append(character switch { '\n' => 'n', '\r' => 'r', '\t' => 't', '\b' => 'b', _ => 'f' });
                    break;
                case < ' ':
                case > '~' when options.EnsureAscii:
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                    break;
                default:
                    quoted.Append(character);
                    break;
            }
        }

        _builder.Append(quoted.Append('"').ToString());
    }
}

/// <summary>How JSON is laid out. The defaults are those of transformers.</summary>
/// <param name="Indent">One level's indent; null for a single line.</param>
internal sealed record JsonTextOptions(string? Indent = null, string ItemSeparator = ", ", string KeySeparator = ": ", bool EnsureAscii = false, bool SortKeys = false);
