using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>Figures by name, in the forms that models write them: an object, a list of name and value, or <c>name = value; name = value</c>.</summary>
internal static class FigureList
{
    /// <returns>Null where it is none of these forms.</returns>
    public static IReadOnlyList<(string Name, string Value)>? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => All(value.EnumerateObject().Select(p => (p.Name, JsonWords.Scalar(p.Value)))),
        JsonValueKind.Array => All(value.EnumerateArray().Select(Pair)),
        JsonValueKind.String => Read(value.GetString()!),
        _ => null,
    };

    public static IReadOnlyList<(string Name, string Value)>? Read(string text)
    {
        if (text.TrimStart().StartsWith('{'))
        {
            try
            {
                using var document = JsonDocument.Parse(text);
                return Read(document.RootElement);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return All(text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Pair));
    }

    private static (string, string?) Pair(string text) =>
        text.IndexOfAny(['=', ':']) is > 0 and var at ? (text[..at], text[(at + 1)..]) : ("", null);

    private static (string, string?) Pair(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
        && item.TryGetProperty("value", out var value)
            ? (name.GetString()!, JsonWords.Scalar(value))
            : ("", null);

    private static List<(string, string)>? All(IEnumerable<(string Name, string? Value)> pairs)
    {
        var all = new List<(string, string)>();
        foreach (var (name, value) in pairs.Take(CallArguments.ListLimit + 1))
        {
            if (value is null || name.Trim().Length == 0)
            {
                return null;
            }

            all.Add((name.Trim(), value.Trim()));
        }

        return all;
    }
}
