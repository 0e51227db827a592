using System.Text.Json;

namespace TeachWhy.Transformer;

/// <summary>The fields of a JSON object, each read as what it must be. A field that is null counts as not there.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class JsonFields(JsonElement element, string path)
{
    public string Path => path;

    public IEnumerable<JsonProperty> All => element.EnumerateObject();

    /// <summary>True of a field that is there, be it null.</summary>
    public bool Says(string name) => element.TryGetProperty(name, out _);

    /// <summary>The field's value; null where it is not there or null.</summary>
    public JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public int? Whole(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(name, value, "a whole number");

    public float? Number(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number) ? number : throw Wrong(name, value, "a number");

    public bool? Flag(string name) => Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, value, "true or false");

    public string? Text(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, value, "text");

    public JsonFields? Object(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new JsonFields(value, path) : throw Wrong(name, value, "an object");

    public IReadOnlyList<JsonElement>? List(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw Wrong(name, value, "a list");

    public InvalidDataException Wrong(string name, JsonElement value, string expected)
    {
        var given = value.GetRawText();
        return new InvalidDataException($"{path} says {JsonPart.Quoted(name)} is {(given.Length > 60 ? $"{given[..60]}..." : given)}; it must be {expected}.");
    }

    public T Required<T>(string name, T? value)
        where T : struct => value ?? throw new InvalidDataException($"{path} says no \"{name}\".");
}
