using System.Buffers;
using System.Text.Json.Nodes;

namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>
/// Conversations as OpenAI's fine-tuning takes them: arguments of calls as strings of JSON, the result of every call right behind
/// it, and nothing beside.
/// </summary>
public static class OpenAIForm
{
    private const int LongestName = 64;

    private static readonly SearchValues<char> _nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <param name="conversation">As <see cref="ChatForm"/> writes it.</param>
    /// <exception cref="DatasetFormatException">It holds what that API refuses.</exception>
    public static JsonObject Of(JsonObject conversation)
    {
        var written = new JsonArray();
        var open = new List<(string Id, string Name)>();
        foreach (var message in conversation["messages"]!.AsArray())
        {
            written.Add((JsonNode)Message(message!.AsObject(), written.Count + 1, open));
        }

        var form = new JsonObject { ["messages"] = written };
        if (conversation["tools"] is JsonArray tools)
        {
            form["tools"] = new JsonArray([.. tools.Select(Tool)]);
        }

        return form;
    }

    /// <param name="open">Calls whose results have not come.</param>
    private static JsonObject Message(JsonObject message, int number, List<(string Id, string Name)> open)
    {
        var role = (string)message["role"]!;
        if (message[ChatForm.Thinking] is not null)
        {
            throw Wrong(number, "thinks aloud, which OpenAI's fine-tuning does not take; --without-thinking leaves it out");
        }

        if (role == "tool")
        {
            return Result(message, number, open);
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

        written["tool_calls"] = new JsonArray([.. calls.Select(call => Call(call!.AsObject(), number, open))]);
        return written;
    }

    private static JsonObject Call(JsonObject call, int number, List<(string Id, string Name)> open)
    {
        var function = call["function"]!;
        var name = Name((string)function["name"]!, number);
        open.Add(((string)call["id"]!, name));
        return new JsonObject
        {
            ["id"] = open[^1].Id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = name, ["arguments"] = function["arguments"]!.ToJsonString(DatasetWriter.Json) },
        };
    }

    private static JsonObject Result(JsonObject message, int number, List<(string Id, string Name)> open)
    {
        if (ChatForm.Text(message[CallIds.Result]) is not { } id)
        {
            throw Wrong(number, open.Count > 0 && ChatForm.Text(message["name"]) is { } said
                ? $"is a result of '{Short(said)}' where that of '{open[0].Name}' has to come"
                : "is the result of a tool that was not called");
        }

        open.RemoveAll(call => call.Id == id);
        return new JsonObject { ["role"] = "tool", [CallIds.Result] = id, ["content"] = (string)message["content"]! };
    }

    private static JsonObject Tool(JsonNode? tool)
    {
        var name = (string)tool!["function"]!["name"]!;
        return IsName(name) ? tool.DeepClone().AsObject() : throw new DatasetFormatException($"has a tool named '{Short(name)}'; OpenAI takes up to 64 letters, digits, _ and -");
    }

    private static string Name(string name, int number) => IsName(name)
        ? name
        : throw Wrong(number, $"calls '{Short(name)}'; OpenAI takes names of up to 64 letters, digits, _ and -");

    private static string Short(string name) => name.Length <= 40 ? name.ReplaceLineEndings(" ") : $"{name[..40].ReplaceLineEndings(" ")}...";

    private static DatasetFormatException Wrong(int number, string what) => new($"has a message (number {number}) that {what}");

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(_nameCharacters);
}
