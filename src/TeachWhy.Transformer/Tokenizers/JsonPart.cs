using System.Text.Json;

namespace TeachWhy.Transformer;

/// <summary>An object inside of a tokenizer's file, and where it stands, so that whatever is wrong with it can be named.</summary>
internal readonly record struct JsonPart(JsonElement Element, string Place)
{
    private const int MostSteps = 64;

    /// <summary>What its "type" says.</summary>
    public string Type => Text("type");

    public InvalidDataException Mistake(string what) => new($"{Place} {what}.");

    public InvalidDataException Unsupported(string allowed) => Mistake($"is of type {Quoted(Type)}, which is not supported: {allowed}");

    /// <summary>The object of that name; null when it is absent or null.</summary>
    public JsonPart? Find(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }
        var part = new JsonPart(value, $"{Place}.{name}");
        return value.ValueKind == JsonValueKind.Object ? part : throw part.Mistake("is no object");
    }

    public string Text(string name) => FindText(name) ?? throw Mistake($"has no \"{name}\"");

    public string? FindText(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Mistake($"has a \"{name}\" that is no text");
        }
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            throw Mistake($"has a \"{name}\" that is no valid text");
        }
    }

    public bool Flag(string name, bool otherwise) => Value(name) is not { } value ? otherwise : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Mistake($"has a \"{name}\" that is neither true nor false"),
    };

    public int Number(string name) => Value(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number)
        ? number
        : throw Mistake($"has no \"{name}\" that is a whole number");

    /// <summary>The objects of a list.</summary>
    public IEnumerable<JsonPart> List(string name)
    {
        if (Value(name) is not { ValueKind: JsonValueKind.Array } list)
        {
            throw Mistake($"has no list \"{name}\"");
        }
        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            var part = new JsonPart(element, $"{Place}.{name}[{index++}]");
            yield return element.ValueKind == JsonValueKind.Object ? part : throw part.Mistake("is no object");
        }
    }

    /// <summary>The steps that a "Sequence" holds in the list of that name, however nested; itself when it is none.</summary>
    public IReadOnlyList<JsonPart> Steps(string list)
    {
        List<JsonPart> steps = [.. Flatten(this, list).Take(MostSteps + 1)];
        return steps.Count <= MostSteps ? steps : throw Mistake($"has more than {MostSteps} steps");

        static IEnumerable<JsonPart> Flatten(JsonPart part, string list) =>
            part.Type == "Sequence" ? part.List(list).SelectMany(inside => Flatten(inside, list)) : [part];
    }

    /// <summary>Null when it is absent or null.</summary>
    public JsonElement? Value(string name) =>
        Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text from a file as a message may show it: short, and without control characters.</summary>
    public static string Quoted(string text)
    {
        var shown = text.Length <= 60 ? text : text[..60] + "...";
        return $"\"{string.Concat(shown.Select(letter => char.IsControl(letter) ? '?' : letter))}\"";
    }
}
