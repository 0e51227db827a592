using System.Text.Json.Nodes;

namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>
/// Conversations as TRL and Axolotl read them: <c>messages</c> whose calls have objects for arguments and an id, results of tools
/// with the name and the id of their call, thoughts as <c>reasoning_content</c>, and <c>tools</c> with a description and a schema
/// each. What these trainers do not know is left out.
/// </summary>
public static class ChatForm
{
    internal const string Thinking = "reasoning_content";

    /// <param name="messages">In any of the usual forms, with objects for the arguments of calls.</param>
    /// <param name="tools">Null for none.</param>
    /// <param name="thinking">Whether to keep what the assistant thinks aloud.</param>
    public static JsonObject Of(JsonArray messages, JsonArray? tools, bool thinking)
    {
        var calls = new CallIds();
        var form = new JsonObject { ["messages"] = new JsonArray([.. messages.Select((message, index) => Message(message!.AsObject(), index + 1, thinking, calls))]) };
        if (tools is not null)
        {
            form["tools"] = new JsonArray([.. tools.Select(Tool)]);
        }

        return form;
    }

    // Some templates fail on a definition that lacks what they print.
    private static JsonObject Tool(JsonNode? tool)
    {
        if (tool is not JsonObject { } given || given["function"] is not JsonObject function || Text(function["name"]) is not { } name)
        {
            throw new DatasetFormatException("has a tool without a \"function\" that has a \"name\"");
        }

        var written = new JsonObject
        {
            ["name"] = name,
            ["description"] = Text(function["description"]) ?? "",
            ["parameters"] = function["parameters"] is JsonObject parameters ? parameters.DeepClone() : new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() },
        };
        if (function["strict"] is { } strict)
        {
            written["strict"] = strict.DeepClone();
        }

        return new JsonObject { ["type"] = "function", ["function"] = written };
    }

    private static JsonObject Message(JsonObject message, int number, bool thinking, CallIds calls)
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

        if (message["tool_calls"] is JsonArray made)
        {
            written["tool_calls"] = role != "assistant"
                ? throw new DatasetFormatException($"has a message (number {number}) of the {role} that calls a tool; only the assistant calls tools")
                : new JsonArray([.. made.Select(call => Call(call!.AsObject(), calls))]);
        }

        if (role == "tool")
        {
            AddCall(written, calls.ResultOf(Text(message["tool_call_id"]), Text(message["name"])), Text(message["name"]));
        }

        return written;
    }

    private static JsonObject Call(JsonObject call, CallIds calls)
    {
        var (function, name) = (call["function"]!, (string)call["function"]!["name"]!);
        return new JsonObject
        {
            ["id"] = calls.Made(Text(call["id"]), name),
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = name, ["arguments"] = function["arguments"]!.DeepClone() },
        };
    }

    // A result of no call keeps the name it has.
    private static void AddCall(JsonObject result, (string Id, string Name)? call, string? name)
    {
        if ((call?.Name ?? name) is { } known)
        {
            result["name"] = known;
        }

        if (call is { Id: var id })
        {
            result[CallIds.Result] = id;
        }
    }

    /// <summary>What is thought aloud, under either name that datasets give it; null for nothing.</summary>
    private static string? ThoughtsIn(JsonObject message) => Text(message[Thinking]) ?? Text(message["thinking"]);

    internal static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
