using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Tests.Chat.Servers;

/// <summary>Replies in the form of Anthropic's messages.</summary>
internal static class AnthropicReplies
{
    /// <summary>What a thought must be sent back with.</summary>
    public const string Signature = "signed-by-the-provider";

    public static string Whole(AskedRequest request, ScriptedReply.Said said) =>
        Message(request, new JsonArray([.. Blocks(said)]), Finish(said), Usage(said)).ToJsonString();

    public static string Stream(AskedRequest request, ScriptedReply.Said said)
    {
        var events = new StringBuilder();
        Add("message_start", new JsonObject { ["message"] = Message(request, [], null, Usage(said, output: 1)) });
        var index = 0;
        if (said.Thought is { } thought)
        {
            Block(new JsonObject { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" }, Deltas("thinking_delta", "thinking", thought).Append(Delta("signature_delta", "signature", Signature)));
        }

        if (said.Text.Length > 0)
        {
            Block(new JsonObject { ["type"] = "text", ["text"] = "" }, Deltas("text_delta", "text", said.Text));
        }

        foreach (var call in said.Calls)
        {
            Block(new JsonObject { ["type"] = "tool_use", ["id"] = call.Id, ["name"] = call.Name, ["input"] = new JsonObject() }, Deltas("input_json_delta", "partial_json", call.Arguments));
        }

        Add("message_delta", new JsonObject { ["delta"] = new JsonObject { ["stop_reason"] = Finish(said), ["stop_sequence"] = null }, ["usage"] = Usage(said) });
        Add("message_stop", []);
        return events.ToString();

        void Block(JsonObject start, IEnumerable<JsonObject> deltas)
        {
            Add("content_block_start", new JsonObject { ["index"] = index, ["content_block"] = start });
            foreach (var delta in deltas)
            {
                Add("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = delta });
            }

            Add("content_block_stop", new JsonObject { ["index"] = index++ });
        }

        void Add(string kind, JsonObject data)
        {
            data.Insert(0, "type", kind);
            events.Append("event: ").Append(kind).Append("\ndata: ").Append(data.ToJsonString()).Append("\n\n");
        }
    }

    private static JsonObject Message(AskedRequest request, JsonArray content, string? stop, JsonObject usage) => new()
    {
        ["id"] = $"reply-{request.Number}",
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = request.Model,
        ["content"] = content,
        ["stop_reason"] = stop,
        ["stop_sequence"] = null,
        ["usage"] = usage,
    };

    private static IEnumerable<JsonNode> Blocks(ScriptedReply.Said said)
    {
        if (said.Thought is { } thought)
        {
            yield return new JsonObject { ["type"] = "thinking", ["thinking"] = thought, ["signature"] = Signature };
        }

        if (said.Text.Length > 0)
        {
            yield return new JsonObject { ["type"] = "text", ["text"] = said.Text };
        }

        foreach (var call in said.Calls)
        {
            yield return new JsonObject { ["type"] = "tool_use", ["id"] = call.Id, ["name"] = call.Name, ["input"] = Input(call) };
        }
    }

    // Whole, an input is always JSON: what is none can only come as text.
    private static JsonNode? Input(ScriptedCall call)
    {
        try
        {
            return JsonNode.Parse(call.Arguments);
        }
        catch (JsonException)
        {
            return JsonValue.Create(call.Arguments);
        }
    }

    private static IEnumerable<JsonObject> Deltas(string kind, string field, string text) => OpenAiReplies.Pieces(text).Select(piece => Delta(kind, field, piece));

    private static JsonObject Delta(string kind, string field, string text) => new() { ["type"] = kind, [field] = text };

    private static string Finish(ScriptedReply.Said said) => said.End switch
    {
        ScriptedEnd.Length => "max_tokens",
        ScriptedEnd.Filtered => "refusal",
        _ => said.Calls.Count > 0 ? "tool_use" : "end_turn",
    };

    private static JsonObject Usage(ScriptedReply.Said said, int? output = null) => new()
    {
        ["input_tokens"] = said.InputTokens - said.CachedTokens,
        ["output_tokens"] = output ?? said.OutputTokens,
        ["cache_creation_input_tokens"] = 0,
        ["cache_read_input_tokens"] = said.CachedTokens,
    };
}
