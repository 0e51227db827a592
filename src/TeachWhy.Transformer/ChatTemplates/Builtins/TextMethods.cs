using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>What can be asked of a text, as in Python.</summary>
internal static class TextMethods
{
    /// <summary>The method; null if there is none of the name.</summary>
    public static FunctionValue? Find(Rendering rendering, TracedText text, string name)
    {
        Func<TemplateArguments, object?>? body = name switch
        {
            "strip" => given => TextCutting.Strip(text, Characters(given, name)),
            "lstrip" => given => TextCutting.Strip(text, Characters(given, name), end: false),
            "rstrip" => given => TextCutting.Strip(text, Characters(given, name), start: false),
            "split" or "rsplit" => given => Split(rendering, text, given.Bind(name, "sep", "maxsplit"), name == "rsplit"),
            "splitlines" => _ => TextCutting.Lines(rendering, text),
            "partition" or "rpartition" => given => Partition(rendering, text, given.Bind(name, "sep").Text("sep"), name == "rpartition"),
            "replace" => given => given.Bind(name, "old", "new", "count") is var bound
                ? TextCutting.Replace(rendering, text, bound.Text("old"), bound.Text("new"), bound.Whole("count", -1)) : null,
            "startswith" or "endswith" => given => Begins(text.Value, given.Bind(name, "part").Value("part"), name == "endswith"),
            "removeprefix" => given => given.Bind(name, "part").Text("part") is var part && text.Value.StartsWith(part.Value, StringComparison.Ordinal)
                ? text.Slice(part.Length, text.Length - part.Length) : text,
            "removesuffix" => given => given.Bind(name, "part").Text("part") is var part && text.Value.EndsWith(part.Value, StringComparison.Ordinal)
                ? text.Slice(0, text.Length - part.Length) : text,
            "find" or "index" => given => Place(text, given.Bind(name, "part").Text("part").Value, last: false, name == "index"),
            "rfind" or "rindex" => given => Place(text, given.Bind(name, "part").Text("part").Value, last: true, name == "rindex"),
            "count" => given => given.Bind(name, "part").Text("part") is { Length: > 0 } part
                ? (long)text.Value.AsSpan().Count(part.Value) : CodePoints.Count(text.Value) + 1L,
            "join" => given => Join(rendering, text, Iteration.Of(rendering, given.Bind(name, "items").Value("items"))),
            "upper" => _ => text.Become(text.Value.ToUpperInvariant()),
            "lower" => _ => text.Become(text.Value.ToLowerInvariant()),
            "title" => _ => text.Become(Title(text.Value)),
            "capitalize" => _ => text.Become(Capitalize(text.Value)),
            "isdigit" => _ => All(text, char.IsAsciiDigit),
            "isalpha" => _ => All(text, char.IsLetter),
            "isalnum" => _ => All(text, char.IsLetterOrDigit),
            "isspace" => _ => All(text, WhiteSpace.Is),
            "isupper" => _ => text.Value.Any(char.IsUpper) && !text.Value.Any(char.IsLower),
            "islower" => _ => text.Value.Any(char.IsLower) && !text.Value.Any(char.IsUpper),
            _ => null,
        };
        return body is null ? null : new FunctionValue(name, arguments =>
        {
            rendering.SpendOn(text);
            return body(arguments);
        });
    }

    /// <summary>The first letter large, all others small.</summary>
    public static string Capitalize(string text) => text.Length == 0 ? "" : string.Concat(text[..1].ToUpperInvariant(), text[1..].ToLowerInvariant());

    public static TracedText Join(Rendering rendering, TracedText separator, IReadOnlyList<object?> items)
    {
        var builder = new TracedTextBuilder(rendering);
        for (var i = 0; i < items.Count; i++)
        {
            rendering.Spend();
            builder.Append(i > 0 ? separator : TracedText.Empty);
            builder.Append(items[i] as TracedText ?? throw new ChatTemplateException($"the text method \"join\" joins texts, not {Describe.Kind(items[i])}."));
        }

        return builder.ToText();
    }

    private static TracedText? Characters(TemplateArguments given, string name) => given.Bind(name, "chars").TextOrNull("chars");

    private static ListValue Split(Rendering rendering, TracedText text, BoundArguments given, bool fromEnd) =>
        TextCutting.Split(rendering, text, given.TextOrNull("sep"), given.Whole("maxsplit", -1), fromEnd);

    private static ListValue Partition(Rendering rendering, TracedText text, TracedText separator, bool fromEnd)
    {
        var parts = TextCutting.Split(rendering, text, separator, 1, fromEnd).Items;
        return new ListValue(parts.Count == 2 ? [parts[0], separator, parts[1]] : fromEnd ? [TracedText.Empty, TracedText.Empty, text] : [text, TracedText.Empty, TracedText.Empty], IsTuple: true);
    }

    private static bool Begins(string text, object? part, bool atEnd) => part switch
    {
        TracedText one => atEnd ? text.EndsWith(one.Value, StringComparison.Ordinal) : text.StartsWith(one.Value, StringComparison.Ordinal),
        ListValue { IsTuple: true } several => several.Items.Any(item => Begins(text, item, atEnd)),
        _ => throw new ChatTemplateException($"a text cannot begin or end with {Describe.Kind(part)}."),
    };

    private static object? Place(TracedText text, string part, bool last, bool mustBeThere)
    {
        var offset = last ? text.Value.LastIndexOf(part, StringComparison.Ordinal) : text.Value.IndexOf(part, StringComparison.Ordinal);
        return offset >= 0 ? CodePoints.Before(text.Value, offset)
            : mustBeThere ? throw new ChatTemplateException("\"index\" looks for a part that is not in the text.") : -1L;
    }

    /// <summary>As Python's <c>title</c>: a letter is large unless one stands before it.</summary>
    private static string Title(string text) => string.Create(text.Length, text, (title, source) =>
    {
        for (var i = 0; i < title.Length; i++)
        {
            title[i] = i > 0 && char.IsLetter(source[i - 1]) ? char.ToLower(source[i], CultureInfo.InvariantCulture) : char.ToUpper(source[i], CultureInfo.InvariantCulture);
        }
    });

    private static bool All(TracedText text, Func<char, bool> holds) => text.Length > 0 && text.Value.All(holds);
}
