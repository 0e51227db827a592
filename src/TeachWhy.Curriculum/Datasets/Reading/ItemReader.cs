using System.Text.Json;

namespace TeachWhy.Curriculum.Datasets.Reading;

/// <summary>Reads an example out of JSON, in any of the forms that datasets have, and gives up on nothing that a reader might want to see.</summary>
internal static class ItemReader
{
    private const int MostValues = 100;

    private static readonly string[] Shown = ["text", "messages", "conversations", "prompt", "completion", "chosen", "rejected", "tools", "metadata"];

    public static DatasetItem Read(JsonElement line)
    {
        // Gates keep a line that they refuse as it came, and say which gate and why beside it.
        var isKept = line.TryGetProperty("example", out var example) && example.ValueKind == JsonValueKind.Object;
        return isKept ? Read(example, [.. ValuesOf(line), .. ValuesOf(example)]) : Read(line, ValuesOf(line));
    }

    private static DatasetItem Read(JsonElement line, List<(string Name, string Value)> metadata)
    {
        var parts = PartsOf(line);
        return new DatasetItem
        {
            Id = metadata.FirstOrDefault(value => value.Name == "id").Value ?? "",
            Parts = parts,
            Tools = ToolsOf(line),
            Metadata = metadata,
            Layers = LayersOf(line),
            Earlier = EarlierOf(line, parts),
            Damage = parts.Count > 0 ? null : "The line has neither \"messages\" nor \"text\", nor a prompt with what follows it.",
            Raw = parts.Count > 0 ? "" : Cut(line.GetRawText()),
        };
    }

    private static List<DatasetPart> PartsOf(JsonElement line)
    {
        var parts = new List<DatasetPart>();
        foreach (var (name, role, trained) in new (string, string, bool?)[]
        {
            ("text", "document", true), ("messages", "", null), ("conversations", "", null),
            ("prompt", "user", false), ("completion", "assistant", true), ("chosen", "assistant", true), ("rejected", "assistant", false),
        })
        {
            if (line.TryGetProperty(name, out var value) && MessagesOf(value, role, trained) is { Count: > 0 } messages)
            {
                parts.Add(new DatasetPart(name is "text" or "messages" or "conversations" ? "" : name, messages));
            }
        }

        return parts;
    }

    private static List<DatasetMessage> MessagesOf(JsonElement value, string role, bool? trained)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return [new DatasetMessage(role.Length > 0 ? role : "document", value.GetString()!, "", [], "", trained ?? true)];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var tools = new Dictionary<string, string>(StringComparer.Ordinal);
        var messages = new List<DatasetMessage>();
        foreach (var message in value.EnumerateArray().Take(DatasetItem.MostMessages).Where(message => message.ValueKind == JsonValueKind.Object))
        {
            var speaker = SpeakerOf(message);
            var calls = CallsOf(message);
            foreach (var call in calls.Where(call => call.Id is not null))
            {
                tools[call.Id!] = call.Name;
            }

            var answers = Text(message, "name") is { Length: > 0 } named ? named : tools.GetValueOrDefault(Text(message, "tool_call_id"), "");
            messages.Add(new DatasetMessage(
                speaker, ContentOf(message), First(message, "reasoning_content", "thinking", "reasoning"), calls, speaker == "tool" ? answers : "",
                speaker == "assistant" && trained != false && !IsWeightless(message)));
        }

        return messages;
    }

    // "from" and "value" are what another form of conversations says.
    private static string SpeakerOf(JsonElement message) => First(message, "role", "from") switch
    {
        "human" => "user",
        "gpt" or "model" => "assistant",
        "" => "unknown",
        var role => role,
    };

    private static string ContentOf(JsonElement message) =>
        message.TryGetProperty("content", out var content) || message.TryGetProperty("value", out content) ? TextOf(content) : "";

    private static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.Array => string.Join('\n', content.EnumerateArray().Select(part => part.ValueKind == JsonValueKind.Object && Text(part, "text") is { Length: > 0 } text ? text : part.GetRawText())),
        _ => content.GetRawText(),
    };

    private static List<DatasetCall> CallsOf(JsonElement message)
    {
        if (!message.TryGetProperty("tool_calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. calls.EnumerateArray().Where(call => call.ValueKind == JsonValueKind.Object).Select(call =>
        {
            var function = call.TryGetProperty("function", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : call;
            return new DatasetCall(
                Text(function, "name"), function.TryGetProperty("arguments", out var arguments) ? TextOf(arguments) : "", Text(call, "id") is { Length: > 0 } id ? id : null);
        })];
    }

    private static bool IsWeightless(JsonElement message) => message.TryGetProperty("weight", out var weight) && weight.ValueKind == JsonValueKind.Number && weight.GetDouble() == 0;

    private static List<(string, string)> ToolsOf(JsonElement line)
    {
        if (!line.TryGetProperty("tools", out var tools) || tools.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. tools.EnumerateArray().Take(MostValues).Select(tool =>
        {
            var function = tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("function", out var inner) ? inner : tool;
            return (function.ValueKind == JsonValueKind.Object ? Text(function, "name") : TextOf(tool), function.GetRawText());
        })];
    }

    private static List<string> LayersOf(JsonElement line) =>
        line.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("layers", out var layers) && layers.ValueKind == JsonValueKind.Array
            ? [.. layers.EnumerateArray().Take(MostValues).Where(layer => layer.ValueKind == JsonValueKind.String).Select(layer => layer.GetString()!)]
            : [];

    private static List<(string Name, string Value)> ValuesOf(JsonElement line)
    {
        var own = line.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? metadata.EnumerateObject().SelectMany(Flat) : [];
        return [.. own.Concat(line.EnumerateObject().Where(property => !Shown.Contains(property.Name, StringComparer.Ordinal) && property.Value.ValueKind != JsonValueKind.Object).Select(property => (property.Name, property.Value)))
            .Where(value => value.Value.ValueKind != JsonValueKind.Null)
            .Take(MostValues).Select(value => (value.Name, TextOf(value.Value)))];
    }

    // What was known of the example that another was made from stands one level below.
    private static IEnumerable<(string Name, JsonElement Value)> Flat(JsonProperty property) => property.Value.ValueKind == JsonValueKind.Object
        ? property.Value.EnumerateObject().Where(inner => inner.Name != "layers").Select(inner => ($"{property.Name} {inner.Name}", inner.Value))
        : [(property.Name, property.Value)];

    // The starter library keeps what a review and a rewrite began with, by the role that it is of.
    private static List<EarlierText> EarlierOf(JsonElement line, List<DatasetPart> parts)
    {
        if (!line.TryGetProperty("draft", out var draft) || draft.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return [.. draft.EnumerateObject().Take(MostValues).Where(text => text.Value.ValueKind == JsonValueKind.String)
            .Select(text => new EarlierText(text.Name, text.Value.GetString()!, parts.SelectMany(part => part.Messages).LastOrDefault(message => message.Role == text.Name)?.Text ?? ""))];
    }

    private static string First(JsonElement value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(value, name) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    private static string Text(JsonElement value, string name) => value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static string Cut(string text) => text.Length > DatasetItem.MostOfBroken ? text[..DatasetItem.MostOfBroken] : text;
}
