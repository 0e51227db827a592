using System.Text.Json.Nodes;

namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>
/// Conversations as TRL and Axolotl read them: <c>messages</c> whose calls have objects for arguments, thoughts as
/// <c>reasoning_content</c>, and the schemas of <c>tools</c>. What these trainers do not know is left out.
/// </summary>
public static class ChatForm
{
    internal const string Thinking = "reasoning_content";

    /// <param name="messages">In any of the usual forms, with objects for the arguments of calls.</param>
    /// <param name="tools">Null for none.</param>
    /// <param name="thinking">Whether to keep what the assistant thinks aloud.</param>
    public static JsonObject Of(JsonArray messages, JsonArray? tools, bool thinking)
    {
        var form = new JsonObject { ["messages"] = new JsonArray([.. messages.Select((message, index) => Message(message!.AsObject(), index + 1, thinking))]) };
        if (tools is not null)
        {
            form["tools"] = tools.DeepClone();
        }

        return form;
    }

    private static JsonObject Message(JsonObject message, int number, bool thinking)
    {
        // A weight of 0 keeps words of the assistant out of training; no mask of these trainers does that.
        if (message["weight"] is not null)
        {
            throw new DatasetFormatException($"has a message (number {number}) with a \"weight\"; every message of the assistant is trained on, so leave it out");
        }

        var role = (string)message["role"]!;
        var written = new JsonObject { ["role"] = role, ["content"] = (string)message["content"]! };
        if (thinking && role == "assistant" && ThoughtsIn(message) is { } thoughts)
        {
            written[Thinking] = thoughts;
        }

        if (message["tool_calls"] is JsonArray calls)
        {
            written["tool_calls"] = role != "assistant"
                ? throw new DatasetFormatException($"has a message (number {number}) of the {role} that calls a tool; only the assistant calls tools")
                : new JsonArray([.. calls.Select(call => Call(call!["function"]!.AsObject()))]);
        }

        if (role == "tool" && Text(message["name"]) is { } name)
        {
            written["name"] = name;
        }

        return written;
    }

    private static JsonObject Call(JsonObject function) => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = (string)function["name"]!, ["arguments"] = function["arguments"]!.DeepClone() },
    };

    /// <summary>What is thought aloud, under either name that datasets give it; null for nothing.</summary>
    private static string? ThoughtsIn(JsonObject message) => Text(message[Thinking]) ?? Text(message["thinking"]);

    internal static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
