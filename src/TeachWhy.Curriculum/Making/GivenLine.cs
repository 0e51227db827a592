using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Making;

/// <summary>
/// A line of somebody's dataset, written anew with what was added to it. Whatever was not changed is written with its own bytes:
/// the words of users and of the assistant above all.
/// </summary>
internal static class GivenLine
{
    /// <summary>Where the line's own metadata go.</summary>
    private const string Source = "source";

    /// <returns>The line in UTF-8, without its end.</returns>
    public static byte[] Of(Example example, JsonElement given, JsonObject metadata)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = DataJson.Options.Encoder }))
        {
            json.WriteStartObject();
            foreach (var property in given.EnumerateObject().Where(property => property.Name is not ("metadata" or "tools")))
            {
                json.WritePropertyName(property.Name);
                if (property.Name == "messages" && example.Messages is { } messages)
                {
                    Write(json, messages);
                }
                else
                {
                    WriteAsItWas(json, property.Value);
                }
            }

            WriteTools(json, example, given);
            if (given.TryGetProperty("metadata", out var before) && before.ValueKind is not JsonValueKind.Null)
            {
                metadata[Source] = JsonNode.Parse(before.GetRawText());
            }

            json.WritePropertyName("metadata");
            metadata.WriteTo(json, DataJson.Options);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Message> messages)
    {
        json.WriteStartArray();
        foreach (var message in messages)
        {
            if (message.Given is { } given)
            {
                WriteAsItWas(json, given);
            }
            else
            {
                JsonSerializer.Serialize(json, DataJson.Of(message), DataJson.Options);
            }
        }

        json.WriteEndArray();
    }

    // Tools are added to lines that have none.
    private static void WriteTools(Utf8JsonWriter json, Example example, JsonElement given)
    {
        if (given.TryGetProperty("tools", out var before) && HasAny(before))
        {
            json.WritePropertyName("tools");
            WriteAsItWas(json, before);
        }
        else if (example.Tools is { Count: > 0 } tools)
        {
            json.WritePropertyName("tools");
            JsonSerializer.Serialize(json, tools.Select(DataJson.Tool), DataJson.Options);
        }
    }

    // Some write the list as a string of JSON.
    private static bool HasAny(JsonElement tools) => tools.ValueKind switch
    {
        JsonValueKind.Array => tools.GetArrayLength() > 0,
        JsonValueKind.String => JsonNode.Parse(tools.GetString()!) is JsonArray { Count: > 0 },
        _ => false,
    };

    private static void WriteAsItWas(Utf8JsonWriter json, JsonElement value) => json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
