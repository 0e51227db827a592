using System.Collections.Frozen;
using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>The filters, by name.</summary>
internal static partial class Filters
{
    private delegate object? Filter(Rendering rendering, object? input, TemplateArguments given);

    private static readonly FrozenDictionary<string, Filter> Known = new Dictionary<string, Filter>(StringComparer.Ordinal)
    {
        ["tojson"] = ToJson,
        ["trim"] = (r, input, given) => TextCutting.Strip(PythonText.Of(r, input), given.Bind("trim", "chars").TextOrNull("chars")),
        ["string"] = (r, input, _) => PythonText.Of(r, input),
        ["safe"] = (r, input, _) => PythonText.Of(r, input).AsHtml(),
        ["escape"] = (r, input, _) => Arithmetic.Escape(PythonText.Of(r, input)).AsHtml(),
        ["e"] = (r, input, _) => Arithmetic.Escape(PythonText.Of(r, input)).AsHtml(),
        ["upper"] = (r, input, _) => PythonText.Of(r, input) is var text ? text.Become(text.Value.ToUpperInvariant()) : null,
        ["lower"] = (r, input, _) => PythonText.Of(r, input) is var text ? text.Become(text.Value.ToLowerInvariant()) : null,
        ["capitalize"] = (r, input, _) => PythonText.Of(r, input) is var text ? text.Become(TextMethods.Capitalize(text.Value)) : null,
        ["title"] = (r, input, _) => PythonText.Of(r, input) is var text ? text.Become(Title(text.Value)) : null,
        ["replace"] = (r, input, given) => given.Bind("replace", "old", "new", "count") is var bound
            ? TextCutting.Replace(r, PythonText.Of(r, input), PythonText.Of(r, bound.Value("old")), PythonText.Of(r, bound.Value("new")), bound.Whole("count", -1)) : null,
        ["indent"] = Indent,
        ["length"] = (r, input, _) => Iteration.Count(r, input),
        ["count"] = (r, input, _) => Iteration.Count(r, input),
        ["list"] = (r, input, _) => new ListValue(Iteration.Of(r, input)),
        ["first"] = (r, input, _) => Iteration.Of(r, input) is { Count: > 0 } items ? items[0] : new UndefinedValue("the first of no items"),
        ["last"] = (r, input, _) => Iteration.Of(r, input) is { Count: > 0 } items ? items[^1] : new UndefinedValue("the last of no items"),
        ["reverse"] = (r, input, _) => input is TracedText ? Subscripts.Slice(r, input, null, null, -1L) : new ListValue([.. Iteration.Of(r, input).Reverse()], IsStream: true),
        ["items"] = (r, input, _) => input switch
        {
            UndefinedValue => new ListValue([], IsStream: true),
            MappingValue mapping => MappingMethods.Items(r, mapping) with { IsStream = true },
            _ => throw new ChatTemplateException($"the filter \"items\" needs a mapping, not {Describe.Kind(input)}."),
        },
        ["default"] = Default,
        ["d"] = Default,
        ["int"] = (_, input, given) => ToWhole(input, given.Bind("int", "default", "base")),
        ["float"] = (_, input, given) => ToFloat(input, given.Bind("float", "default")),
        ["abs"] = (_, input, _) => input is double number ? (object)Math.Abs(number) : Numbers.Whole(input) is { } whole ? Arithmetic.Sign(whole, whole < 0) : Numbers.Float(input),
        ["round"] = (_, input, given) => Round(input, given.Bind("round", "precision", "method")),
        ["join"] = (r, input, given) => Join(r, input, given.Bind("join", "d", "attribute")),
        ["sort"] = Sort,
        ["dictsort"] = SortMapping,
        ["unique"] = (r, input, given) => Unique(r, input, given.Bind("unique", "case_sensitive", "attribute")),
        ["sum"] = (r, input, given) => Sum(r, input, given.Bind("sum", "attribute", "start")),
        ["min"] = (r, input, given) => Extreme(r, input, given.Bind("min", "case_sensitive", "attribute"), -1),
        ["max"] = (r, input, given) => Extreme(r, input, given.Bind("max", "case_sensitive", "attribute"), 1),
        ["map"] = Map,
        ["select"] = (r, input, given) => Select(r, input, given, byAttribute: false, keeps: true),
        ["reject"] = (r, input, given) => Select(r, input, given, byAttribute: false, keeps: false),
        ["selectattr"] = (r, input, given) => Select(r, input, given, byAttribute: true, keeps: true),
        ["rejectattr"] = (r, input, given) => Select(r, input, given, byAttribute: true, keeps: false),
        ["attr"] = (r, input, given) => Subscripts.Attribute(r, input, given.Bind("attr", "name").Text("name").Value),
        ["wordcount"] = (r, input, _) => (long)TextCutting.Split(r, PythonText.Of(r, input), null, -1, fromEnd: false).Count,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Exists(string name) => Known.ContainsKey(name);

    public static object? Apply(Rendering rendering, string name, object? input, TemplateArguments given)
    {
        rendering.SpendOn(input);
        return Known.TryGetValue(name, out var filter)
            ? filter(rendering, input, given)
            : throw new ChatTemplateException($"there is no filter \"{Describe.Shortened(name)}\".");
    }

    private static TracedText ToJson(Rendering rendering, object? input, TemplateArguments given)
    {
        var bound = given.Bind("tojson", "ensure_ascii", "indent", "separators", "sort_keys");
        var indent = bound.Value("indent", null) switch
        {
            null => null,
            TracedText text => text.Value,
            var width => new string(' ', (int)Math.Clamp(Numbers.Whole(width) ?? throw new ChatTemplateException("the indent of JSON is a whole number or a text."), 0, 1000)),
        };
        var options = new JsonTextOptions(indent, indent is null ? ", " : ",", EnsureAscii: bound.Truth("ensure_ascii"), SortKeys: bound.Truth("sort_keys"));
        return JsonText.Of(rendering, input, bound.Value("separators", null) switch
        {
            null => options,
            ListValue { Items: [TracedText item, TracedText key] } => options with { ItemSeparator = item.Value, KeySeparator = key.Value },
            _ => throw new ChatTemplateException("the separators of JSON are two texts."),
        });
    }

    private static TracedText Indent(Rendering rendering, object? input, TemplateArguments given)
    {
        var bound = given.Bind("indent", "width", "first", "blank");
        var text = PythonText.Of(rendering, input);
        var width = bound.Value("width", 4L) as TracedText
            ?? TracedText.Own(new string(' ', (int)Math.Clamp(bound.Whole("width", 4), 0, 1000)));
        var lines = TextCutting.Lines(rendering, AndOneMoreLine(rendering, text)).Items;
        var builder = new TracedTextBuilder(rendering);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = (TracedText)lines[i]!;
            builder.Append(i > 0 ? "\n" : "");
            var indents = i == 0 ? bound.Truth("first") : bound.Truth("blank") || line.Length > 0;
            builder.Append(indents ? width : TracedText.Empty);
            builder.Append(line);
        }

        return builder.ToText();
    }

    /// <summary>The reference adds a newline before it takes the lines, so that an empty last one counts.</summary>
    private static TracedText AndOneMoreLine(Rendering rendering, TracedText text)
    {
        var builder = new TracedTextBuilder(rendering);
        builder.Append(text);
        builder.Append("\n");
        return builder.ToText();
    }

    private static object? Default(Rendering rendering, object? input, TemplateArguments given)
    {
        var bound = given.Bind("default", "default_value", "boolean");
        return input is UndefinedValue || (bound.Truth("boolean") && !Truth.Of(input)) ? bound.Value("default_value", TracedText.Empty) : input;
    }

    private static object? ToWhole(object? input, BoundArguments given)
    {
        var otherwise = given.Value("default", 0L);
        switch (input)
        {
            case double number:
                return double.IsFinite(number) && Math.Abs(number) < long.MaxValue ? (long)number : otherwise;
            case TracedText text:
                var digits = text.Value.Trim().Replace("_", "", StringComparison.Ordinal);
                if (given.Whole("base", 10) == 16)
                {
                    var hexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
                    return long.TryParse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var read) ? read : otherwise;
                }

                return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
                    : double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? ToWhole(real, given) : otherwise;
            default:
                return Numbers.Whole(input) is { } same ? same : otherwise;
        }
    }

    private static object? ToFloat(object? input, BoundArguments given) => input switch
    {
        TracedText text => double.TryParse(text.Value.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : given.Value("default", 0d),
        _ when Numbers.IsNumber(input) => Numbers.Float(input),
        _ => given.Value("default", 0d),
    };

    private static object Round(object? input, BoundArguments given)
    {
        var number = Numbers.Float(input);
        var precision = (int)Math.Clamp(given.Whole("precision", 0), -15, 15);
        var scale = Math.Pow(10, precision);
        return given.TextOrNull("method")?.Value switch
        {
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            null or "common" => Numbers.Whole(input) is { } whole && precision >= 0 ? (object)whole
                : precision >= 0 ? Math.Round(number, precision, MidpointRounding.ToEven) : Math.Round(number * scale, MidpointRounding.ToEven) / scale,
            var method => throw new ChatTemplateException($"\"round\" knows common, ceil and floor, not \"{Describe.Shortened(method)}\"."),
        };
    }

    /// <summary>As the reference: a word begins at white space, a hyphen or an opening bracket.</summary>
    private static string Title(string text) => string.Create(text.Length, text, (title, source) =>
    {
        for (var i = 0; i < title.Length; i++)
        {
            var begins = i == 0 || WhiteSpace.Is(source[i - 1]) || source[i - 1] is '-' or '(' or '{' or '[' or '<';
            title[i] = begins ? char.ToUpperInvariant(source[i]) : char.ToLowerInvariant(source[i]);
        }
    });
}
