using System.Buffers;
using System.Text.Json.Nodes;

namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>
/// Conversations as OpenAI's fine-tuning takes them: arguments of calls as strings of JSON, calls with an id, results of
/// tools with the id of their call, and nothing beside.
/// </summary>
public static class OpenAIForm
{
    private const int LongestName = 64;

    private static readonly SearchValues<char> _nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <param name="conversation">As <see cref="ChatForm"/> writes it.</param>
    /// <param name="given">Its messages as they were given, whose ids say which result is which call's.</param>
    /// <exception cref="DatasetFormatException">It holds what that API refuses.</exception>
    public static JsonObject Of(JsonObject conversation, JsonArray given)
    {
        var written = new JsonArray();
        var open = new List<OpenCall>();
        var ids = 0;
        foreach (var message in conversation["messages"]!.AsArray())
        {
            written.Add((JsonNode)Message(message!.AsObject(), given[written.Count]!, written.Count + 1, open, ref ids));
        }

        var form = new JsonObject { ["messages"] = written };
        if (conversation["tools"] is JsonArray tools)
        {
            form["tools"] = new JsonArray([.. tools.Select(Tool)]);
        }

        return form;
    }

    private static JsonObject Message(JsonObject message, JsonNode given, int number, List<OpenCall> open, ref int ids)
    {
        var role = (string)message["role"]!;
        if (message[ChatForm.Thinking] is not null)
        {
            throw Wrong(number, "thinks aloud, which OpenAI's fine-tuning does not take; --without-thinking leaves it out");
        }

        if (role == "tool")
        {
            return Result(message, ChatForm.Text(given["tool_call_id"]), number, open);
        }

        if (open.Count > 0)
        {
            throw Wrong(number, $"comes before the result of '{open[0].Name}'; OpenAI wants the result of every call first");
        }

        // The schema of fine-tuning knows no developer; it is what models before that role call system.
        var written = new JsonObject { ["role"] = role == "developer" ? "system" : role };
        if (message["tool_calls"] is not JsonArray calls)
        {
            written["content"] = (string)message["content"]!;
            return written;
        }

        if ((string)message["content"]! is { Length: > 0 } content)
        {
            written["content"] = content;
        }

        var list = new JsonArray();
        foreach (var call in calls)
        {
            var name = Name((string)call!["function"]!["name"]!, number);
            open.Add(new OpenCall($"call_{++ids}", ChatForm.Text(given["tool_calls"]![list.Count]!["id"]), name));
            list.Add((JsonNode)new JsonObject
            {
                ["id"] = $"call_{ids}",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = name, ["arguments"] = call["function"]!["arguments"]!.ToJsonString(DatasetWriter.Json) },
            });
        }

        written["tool_calls"] = list;
        return written;
    }

    private static JsonObject Result(JsonObject message, string? id, int number, List<OpenCall> open)
    {
        // An id leads to its call; without one, results come in the order of their calls.
        var at = id is null ? 0 : open.FindIndex(call => call.Given == id);
        at = at < 0 ? open.FindIndex(call => call.Given is null) : at;
        if (at < 0 || open.Count == 0)
        {
            throw Wrong(number, "is the result of a tool that was not called");
        }

        var call = open[at];
        open.RemoveAt(at);
        return ChatForm.Text(message["name"]) is { } said && said != call.Name
            ? throw Wrong(number, $"is a result of '{Short(said)}' where that of '{call.Name}' has to come")
            : new JsonObject { ["role"] = "tool", ["tool_call_id"] = call.Id, ["content"] = (string)message["content"]! };
    }

    private static JsonObject Tool(JsonNode? tool)
    {
        if (tool is not JsonObject { } given || given["function"] is not JsonObject function || ChatForm.Text(function["name"]) is not { } name)
        {
            throw new DatasetFormatException("has a tool without a \"function\" that has a \"name\"");
        }

        if (!IsName(name))
        {
            throw new DatasetFormatException($"has a tool named '{Short(name)}'; OpenAI takes up to 64 letters, digits, _ and -");
        }

        var written = new JsonObject { ["name"] = name };
        foreach (var field in (string[])["description", "parameters", "strict"])
        {
            if (function[field] is { } value)
            {
                written[field] = value.DeepClone();
            }
        }

        return new JsonObject { ["type"] = "function", ["function"] = written };
    }

    private static string Name(string name, int number) => IsName(name)
        ? name
        : throw Wrong(number, $"calls '{Short(name)}'; OpenAI takes names of up to 64 letters, digits, _ and -");

    private static string Short(string name) => name.Length <= 40 ? name.ReplaceLineEndings(" ") : $"{name[..40].ReplaceLineEndings(" ")}...";

    private static DatasetFormatException Wrong(int number, string what) => new($"has a message (number {number}) that {what}");

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(_nameCharacters);

    /// <summary>A call whose result has not come.</summary>
    /// <param name="Id">As it is written.</param>
    /// <param name="Given">As it was given; null for none.</param>
    /// <param name="Name">Of the tool.</param>
    private sealed record OpenCall(string Id, string? Given, string Name);
}
