using System.Text.Json;

namespace TeachWhy.Studies.Viewer;

/// <summary>The arguments of a call, name by name.</summary>
internal static class CallArguments
{
    private const int MostNames = 40;

    /// <summary>Names and values, strings as what they say; null where the arguments are no JSON object, or too long for one.</summary>
    /// <param name="most">Most characters of the JSON text.</param>
    public static IReadOnlyList<(string Name, string Value)>? Of(string json, int most)
    {
        if (json.Length > most || !json.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var properties = document.RootElement.EnumerateObject().ToList();
            return properties.Count > MostNames ? null : [.. properties.Select(property => (property.Name, TextOf(property.Value)))];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // A lone surrogate is no text either.
            return null;
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            string.Join(", ", value.EnumerateArray().Select(item => item.GetString())),
        _ => value.GetRawText(),
    };
}
