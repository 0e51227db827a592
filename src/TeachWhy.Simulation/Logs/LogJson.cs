using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeachWhy.Simulation;

/// <summary>How our own records stand in a log's JSON, and how a log's JSON is read, ours or another tool's.</summary>
internal static class LogJson
{
    /// <summary>Names in snake case, as everything else in a log.</summary>
    public static JsonSerializerOptions Records { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    // What is read comes from anybody: nothing is null, or missing, that the records say is there.
    private static readonly JsonSerializerOptions Strict = new(Records) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    // Members that map names to words.
    private static readonly string[] Maps = ["facts", "factors", "slots", "figures", "published_gates"];

    /// <summary>Parts of an object are written on their own, so the writer cannot check the whole.</summary>
    public static JsonWriterOptions Parts { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>Reads JSON; what Python writes for what is not a number (<c>NaN</c>, <c>Infinity</c>) reads as null.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, Deep);
        }
        catch (JsonException) when (WithoutConstants(text.Span) is { } plain)
        {
            return JsonDocument.Parse(plain, Deep);
        }
    }

    // Replaces the constants outside of strings; null where there is none.
    private static byte[]? WithoutConstants(ReadOnlySpan<byte> text)
    {
        var plain = new List<byte>(text.Length);
        var (inString, found) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (inString && text[i] == '\\' && i + 1 < text.Length)
            {
                plain.Add(text[i++]);
            }
            else if (text[i] == '"')
            {
                inString = !inString;
            }
            else if (!inString && ConstantAt(text[i..]) is > 0 and var length)
            {
                plain.AddRange("null"u8);
                (i, found) = (i + length - 1, true);
                continue;
            }

            plain.Add(text[i]);
        }

        return found ? [.. plain] : null;
    }

    private static int ConstantAt(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3 : text.StartsWith("Infinity"u8) ? 8 : text.StartsWith("-Infinity"u8) ? 9 : 0;

    /// <summary>A member of an object; null where it is missing or null, or where this is no object.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    /// <summary>A value as text: strings as they are, everything else as its JSON.</summary>
    public static string Words(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    /// <summary>A member as text; null where there is none.</summary>
    public static string? Words(this JsonElement element, string name) => element.Member(name)?.Words();

    public static double? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : [];

    /// <summary>One of our records; null where there is none.</summary>
    public static T? Record<T>(this JsonElement element, string name)
        where T : class => element.Member(name) is { } value ? (T?)value.Record(typeof(T)) : null;

    /// <exception cref="JsonException">It is no such record.</exception>
    public static object? Record(this JsonElement element, Type type)
    {
        RequireItems(element, isMap: false);
        return element.Deserialize(type, Strict);
    }

    // Of lists and maps the serializer does not see what they may hold.
    private static void RequireItems(JsonElement element, bool isMap)
    {
        foreach (var item in ((JsonElement?)element).Items())
        {
            Require(item);
            RequireItems(item, isMap: false);
        }

        foreach (var member in ((JsonElement?)element).Members())
        {
            if (isMap)
            {
                Require(member.Value);
            }

            RequireItems(member.Value, Maps.Contains(member.Name, StringComparer.Ordinal));
        }

        static void Require(JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                throw new JsonException("a list or map holds null");
            }
        }
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
