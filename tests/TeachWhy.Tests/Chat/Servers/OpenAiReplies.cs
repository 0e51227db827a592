using System.Text;
using System.Text.Json.Nodes;

namespace TeachWhy.Tests.Chat.Servers;

/// <summary>Replies in the form of OpenAI's chat completions.</summary>
internal static class OpenAiReplies
{
    public static string Whole(AskedRequest request, ScriptedReply.Said said)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = said.Text.Length > 0 ? said.Text : null, ["refusal"] = said.Refusal };
        if (said.Thought is { } thought)
        {
            message["reasoning_content"] = thought;
        }

        if (said.Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. said.Calls.Select(Call)]);
        }

        return Frame(request, "chat.completion", new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = Finish(said) }, Usage(said)).ToJsonString();
    }

    public static string Stream(AskedRequest request, ScriptedReply.Said said)
    {
        var events = new StringBuilder();
        Delta(new JsonObject { ["role"] = "assistant", ["content"] = "" });
        foreach (var piece in Pieces(said.Thought ?? ""))
        {
            Delta(new JsonObject { ["reasoning_content"] = piece });
        }

        foreach (var piece in Pieces(said.Text))
        {
            Delta(new JsonObject { ["content"] = piece });
        }

        if (said.Refusal is { } refusal)
        {
            Delta(new JsonObject { ["refusal"] = refusal });
        }

        for (var index = 0; index < said.Calls.Count; index++)
        {
            var call = said.Calls[index];
            Delta(CallPiece(index, new JsonObject { ["name"] = call.Name, ["arguments"] = "" }, call.Id));
            foreach (var piece in Pieces(call.Arguments))
            {
                Delta(CallPiece(index, new JsonObject { ["arguments"] = piece }));
            }
        }

        Add(Frame(request, "chat.completion.chunk", new JsonObject { ["index"] = 0, ["delta"] = new JsonObject(), ["finish_reason"] = Finish(said) }));
        if (request.Body["stream_options"]?["include_usage"]?.GetValue<bool>() == true)
        {
            var last = Frame(request, "chat.completion.chunk", choice: null, Usage(said));
            Add(last);
        }

        return events.Append("data: [DONE]\n\n").ToString();

        void Delta(JsonObject delta) => Add(Frame(request, "chat.completion.chunk", new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = null }));

        void Add(JsonObject frame) => events.Append("data: ").Append(frame.ToJsonString()).Append("\n\n");
    }

    private static JsonObject Frame(AskedRequest request, string kind, JsonObject? choice, JsonObject? usage = null)
    {
        var frame = new JsonObject
        {
            ["id"] = $"reply-{request.Number}",
            ["object"] = kind,
            ["created"] = 1_700_000_000,
            ["model"] = request.Model,
            ["choices"] = choice is null ? [] : new JsonArray(choice),
        };
        if (usage is not null)
        {
            frame["usage"] = usage;
        }

        return frame;
    }

    private static JsonObject Call(ScriptedCall call) => new()
    {
        ["id"] = call.Id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
    };

    private static JsonObject CallPiece(int index, JsonObject function, string? id = null)
    {
        var piece = new JsonObject { ["index"] = index, ["function"] = function };
        if (id is not null)
        {
            (piece["id"], piece["type"]) = (id, "function");
        }

        return new JsonObject { ["tool_calls"] = new JsonArray(piece) };
    }

    private static string Finish(ScriptedReply.Said said) => said.End switch
    {
        ScriptedEnd.Length => "length",
        ScriptedEnd.Filtered => "content_filter",
        _ => said.Calls.Count > 0 ? "tool_calls" : "stop",
    };

    private static JsonObject Usage(ScriptedReply.Said said) => new()
    {
        ["prompt_tokens"] = said.InputTokens,
        ["completion_tokens"] = said.OutputTokens,
        ["total_tokens"] = said.InputTokens + said.OutputTokens,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = said.CachedTokens },
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = said.ReasoningTokens },
    };

    /// <summary>A text in a few pieces.</summary>
    internal static IEnumerable<string> Pieces(string text) => text.Chunk(Math.Max(1, (text.Length / 3) + 1)).Select(piece => new string(piece));
}
