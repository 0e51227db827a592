using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Training;

/// <summary>
/// Reads the messages and tools of a conversation as chat templates want them. Files write the arguments of a tool call
/// as a string of JSON (OpenAI) or as an object (TRL); what comes out is the object.
/// </summary>
internal static class MessageReader
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant", "tool"];

    public static JsonObject Read(JsonElement message, int number, JsonLine line)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(line, number, $"is {Kind(message)}; it must be an object with a \"role\" and a \"content\"");
        }
        var role = message.TryGetProperty("role", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        if (!Roles.Contains(role, StringComparer.Ordinal))
        {
            throw Wrong(line, number, $"has {Shown(given)}; allowed are {string.Join(", ", Roles)}");
        }

        var read = JsonObject.Create(message.Clone())!;
        Touch(read);
        var calls = message.TryGetProperty("tool_calls", out var list) ? Calls(list, number, line) : null;
        read.Remove("tool_calls");
        if (calls is not null)
        {
            read["tool_calls"] = calls;
        }
        read["content"] = Content(message, calls is not null, number, line);
        return read;
    }

    public static JsonArray? Tools(JsonElement root, JsonLine line)
    {
        if (!root.TryGetProperty("tools", out var tools) || tools.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        var node = tools.ValueKind == JsonValueKind.String ? Parsed(tools.GetString()!) : Node(tools);
        if (node is not JsonArray array || array.Any(tool => tool is not JsonObject))
        {
            throw ExampleReader.Wrong(line, $"has \"tools\" that are {Kind(tools)}; they must be a list of objects");
        }
        Touch(array);
        return array.Count > 0 ? array : null;
    }

    /// <summary>What a value is, such as <c>a number</c>.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "an empty list" : "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Null => "null",
        _ => "missing",
    };

    private static string? Content(JsonElement message, bool hasCalls, int number, JsonLine line)
    {
        if (!message.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null)
        {
            // A message that only calls tools says nothing.
            return hasCalls ? "" : throw Wrong(line, number, "has no \"content\"; it must be a string");
        }
        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString();
        }
        if (content.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(line, number, $"has a \"content\" that is {Kind(content)}; it must be a string");
        }
        return string.Concat(content.EnumerateArray().Select(part =>
            part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()
                : throw Wrong(line, number, "has a part of \"content\" that is no text; only text can be trained on")));
    }

    private static JsonArray? Calls(JsonElement list, int number, JsonLine line)
    {
        if (list.ValueKind == JsonValueKind.Null || (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 0))
        {
            return null;
        }
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(line, number, $"has \"tool_calls\" that are {Kind(list)}; they must be a list");
        }
        var calls = new JsonArray();
        foreach (var call in list.EnumerateArray())
        {
            if (Node(call) is not JsonObject read || read["function"] is not JsonObject function
                || function["name"] is not JsonValue name || name.GetValueKind() != JsonValueKind.String)
            {
                throw Wrong(line, number, "has a tool call without a \"function\" that has a \"name\"");
            }
            function["arguments"] = Arguments(function["arguments"])
                ?? throw Wrong(line, number, "has a tool call whose \"arguments\" are neither an object nor a string that holds one");
            calls.Add((JsonNode)read);
        }
        Touch(calls);
        return calls;
    }

    private static JsonObject? Arguments(JsonNode? given) => given switch
    {
        null => [],
        JsonObject arguments => (JsonObject)arguments.DeepClone(),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Parsed(value.GetValue<string>()) as JsonObject,
        _ => null,
    };

    private static JsonNode? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element.Clone()),
        JsonValueKind.Array => JsonArray.Create(element.Clone()),
        _ => null,
    };

    /// <summary>Reads every string once, so that one that is no text is found here and not in a template.</summary>
    private static void Touch(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject properties:
                foreach (var (_, value) in properties)
                {
                    Touch(value);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Touch(item);
                }
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }

    private static string Shown(JsonElement given) =>
        given.ValueKind == JsonValueKind.String ? $"the role \"{Short(given.GetString()!)}\"" : $"a \"role\" that is {Kind(given)}";

    private static string Short(string text) => text.Length <= 40 ? text.ReplaceLineEndings(" ") : $"{text[..40].ReplaceLineEndings(" ")}...";

    private static TrainingDataException Wrong(JsonLine line, int number, string what) =>
        ExampleReader.Wrong(line, $"has a message (number {number}) that {what}");
}
