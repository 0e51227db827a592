using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.App.Serving;

/// <summary>The messages of a chat request, checked, in the plain form that chat templates read.</summary>
internal static class Messages
{
    private const int MostCalls = 128;

    public static JsonArray Read(Fields body, ServerOptions options)
    {
        var messages = body.List("messages", 1, options.MostMessages)
            ?? throw new Refusal(400, "'messages' is missing.", "messages", "missing_required_parameter");
        return new JsonArray([.. messages.Select(message => (JsonNode)ReadOne(Fields.Of(message.Value, message.Place)))]);
    }

    private static JsonObject ReadOne(Fields message)
    {
        // A participant's name has no place in the templates; the role says who speaks.
        message.Ignore("name");
        var role = message.NeedText("role");
        var read = role switch
        {
            "system" or "user" => new JsonObject { ["role"] = role, ["content"] = NeedContent(message) },
            "developer" => new JsonObject { ["role"] = "system", ["content"] = NeedContent(message) },
            "assistant" => ReadAssistant(message),
            "tool" => new JsonObject { ["role"] = role, ["tool_call_id"] = message.Text("tool_call_id") ?? "", ["content"] = NeedContent(message) },
            _ => throw Refusal.Of(message.PlaceOf("role"), $"'{message.PlaceOf("role")}' must be system, developer, user, assistant or tool, not \"{Fields.Short(role)}\"."),
        };
        message.Finish();
        return read;
    }

    private static JsonObject ReadAssistant(Fields message)
    {
        message.Ignore("refusal", "annotations");
        var read = new JsonObject { ["role"] = "assistant" };
        var calls = message.List("tool_calls", 0, MostCalls) ?? [];
        var content = Content(message);
        if (content is null && calls.Count == 0)
        {
            throw Refusal.Of(message.PlaceOf("content"), $"'{message.PlaceOf("content")}' is missing, and there are no 'tool_calls' in its place.");
        }

        read["content"] = content ?? "";
        if (message.Text("reasoning_content") is { } reasoning)
        {
            read["reasoning_content"] = reasoning;
        }

        if (calls.Count > 0)
        {
            read["tool_calls"] = new JsonArray([.. calls.Select(call => (JsonNode)ReadCall(Fields.Of(call.Value, call.Place)))]);
        }

        return read;
    }

    private static JsonObject ReadCall(Fields call)
    {
        var id = call.Text("id") ?? "";
        var type = call.Text("type") ?? "function";
        if (type is not "function")
        {
            throw Refusal.Of(call.PlaceOf("type"), $"'{call.PlaceOf("type")}' must be function, not \"{Fields.Short(type)}\".");
        }

        var function = Fields.Of(call.Need("function"), call.PlaceOf("function"));
        var read = new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["function"] = new JsonObject { ["name"] = function.NeedText("name"), ["arguments"] = Arguments(function) },
        };
        call.Ignore("index");
        function.Finish();
        call.Finish();
        return read;
    }

    /// <summary>Templates want an object; OpenAI's form has it as text. What a model wrote need not be JSON: then it stays text.</summary>
    private static JsonNode Arguments(Fields function)
    {
        var text = function.NeedText("arguments");
        try
        {
            return JsonNode.Parse(text, nodeOptions: null, new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject arguments ? arguments : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string NeedContent(Fields message) =>
        Content(message) ?? throw new Refusal(400, $"'{message.PlaceOf("content")}' is missing.", message.PlaceOf("content"), "missing_required_parameter");

    /// <summary>A text, or parts that are all texts.</summary>
    private static string? Content(Fields message)
    {
        var place = message.PlaceOf("content");
        if (message.Take("content") is not { } content)
        {
            return null;
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.ValueKind == JsonValueKind.String ? content.GetString()
                : throw Refusal.Of(place, $"'{place}' must be a string or a list of parts, not {Fields.Shown(content)}.");
        }

        var text = new StringBuilder();
        foreach (var (element, index) in content.EnumerateArray().Select((element, index) => (element, index)))
        {
            var part = Fields.Of(element, $"{place}[{index}]");
            var type = part.NeedText("type");
            if (type is not ("text" or "refusal"))
            {
                throw Refusal.Of(part.PlaceOf("type"), $"'{part.PlaceOf("type")}' must be text, not \"{Fields.Short(type)}\": the model reads nothing else.");
            }

            text.Append(part.NeedText(type));
            part.Finish();
        }

        return text.ToString();
    }
}
