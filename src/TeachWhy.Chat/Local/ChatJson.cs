using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat.Local;

/// <summary>Messages and tools in the JSON form that chat templates read.</summary>
public static class ChatJson
{
    public static JsonArray Messages(IEnumerable<ChatMessage> messages) => [.. messages.SelectMany(Message)];

    /// <summary>Null where there are none.</summary>
    public static JsonArray? Tools(ChatOptions? options) =>
        options?.Tools is { Count: > 0 } tools && options.ToolMode is not NoneChatToolMode ? [.. tools.Select(Tool)] : null;

    /// <summary>A message, or one for each result of a call.</summary>
    private static IEnumerable<JsonObject> Message(ChatMessage message)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToList();
        if (results.Count > 0)
        {
            return results.Select(result => new JsonObject { ["role"] = "tool", ["tool_call_id"] = result.CallId, ["content"] = ResultText(result.Result) });
        }

        var json = new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text };
        if (string.Concat(message.Contents.OfType<TextReasoningContent>().Select(content => content.Text)) is { Length: > 0 } thought)
        {
            json["reasoning_content"] = thought;
        }

        if (message.Contents.OfType<FunctionCallContent>().ToList() is { Count: > 0 } calls)
        {
            json["tool_calls"] = new JsonArray([.. calls.Select(Call)]);
        }

        return [json];
    }

    private static JsonNode Call(FunctionCallContent call) => new JsonObject
    {
        ["id"] = call.CallId,
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = call.Name,
            ["arguments"] = JsonObject.Create(JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal))),
        },
    };

    private static JsonNode Tool(AITool tool) => new JsonObject
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = tool.Name,
            ["description"] = tool.Description,
            ["parameters"] = tool is AIFunctionDeclaration declaration
                ? JsonSerializer.SerializeToNode(declaration.JsonSchema)
                : new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() },
        },
    };

    private static string ResultText(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        _ => JsonSerializer.Serialize(result),
    };
}
