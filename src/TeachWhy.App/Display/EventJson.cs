using System.Text.Json;

namespace TeachWhy.App.Display;

/// <summary>Events for a program that watches: one JSON object per line, at once.</summary>
internal static class EventJson
{
    /// <summary>Names as <c>cost_usd</c>.</summary>
    public static JsonSerializerOptions Options { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="options">Null for <see cref="Options"/>.</param>
    public static void WriteEvent<T>(this TextWriter output, T value, JsonSerializerOptions? options = null)
    {
        output.WriteLine(JsonSerializer.Serialize(value, options ?? Options));
        output.Flush();
    }
}
