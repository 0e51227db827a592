using System.Text.Encodings.Web;
using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>JSON as tools meet it: values in words, calls in one line.</summary>
internal static class JsonWords
{
    // What models write is escaped where it is shown, not where it is kept: kept, it should be readable.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text, number, <c>yes</c> or <c>no</c>; null for a list or an object.</summary>
    public static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Null => "",
        _ => null,
    };

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    public static string Line<T>(T value) => JsonSerializer.Serialize(value, Readable);
}
