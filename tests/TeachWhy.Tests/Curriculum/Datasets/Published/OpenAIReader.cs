using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeachWhy.Tests.Curriculum.Datasets.Published;

/// <summary>
/// Reads a line as OpenAI's fine-tuning takes it, by the schemas FineTuneChatCompletionRequestAssistantMessage,
/// ChatCompletionRequest(System|User|Tool)Message, ChatCompletionMessageToolCall, ChatCompletionTool and FunctionObject of
/// openai/openai-openapi, openapi.json, commit f85dbe2 of 2026-08-21. Beside them: the last message is the assistant's, and the
/// result of each call follows it.
/// </summary>
internal static partial class OpenAIReader
{
    public static void Read(JsonElement line)
    {
        PublishedField.Only(line, ["messages"], ["tools"]);
        if (line.TryGetProperty("tools", out _))
        {
            Assert.All(PublishedField.List(line, "tools"), Tool);
        }

        var open = new HashSet<string>(StringComparer.Ordinal);
        var messages = PublishedField.List(line, "messages");
        foreach (var message in messages)
        {
            Message(message, open);
        }

        Assert.Equal("assistant", messages[^1].GetProperty("role").GetString());
    }

    private static void Message(JsonElement message, HashSet<string> open)
    {
        var role = message.GetProperty("role").GetString();
        if (role == "tool")
        {
            PublishedField.Only(message, ["role", "content", "tool_call_id"], []);
            Assert.Equal(JsonValueKind.String, message.GetProperty("content").ValueKind);
            Assert.True(open.Remove(PublishedField.Words(message, "tool_call_id")));
            return;
        }

        Assert.Empty(open);
        Assert.Contains(role, (string[])["system", "user", "assistant"]);
        if (!message.TryGetProperty("tool_calls", out _))
        {
            PublishedField.Only(message, ["role", "content"], []);
            PublishedField.Words(message, "content");
            return;
        }

        Assert.Equal("assistant", role);
        PublishedField.Only(message, ["role", "tool_calls"], ["content"]);
        foreach (var call in PublishedField.List(message, "tool_calls"))
        {
            PublishedField.Only(call, ["id", "type", "function"], []);
            Assert.Equal("function", call.GetProperty("type").GetString());
            var function = call.GetProperty("function");
            PublishedField.Only(function, ["name", "arguments"], []);
            Assert.Matches(Name(), function.GetProperty("name").GetString());
            using var arguments = JsonDocument.Parse(function.GetProperty("arguments").GetString()!);
            Assert.Equal(JsonValueKind.Object, arguments.RootElement.ValueKind);
            Assert.True(open.Add(PublishedField.Words(call, "id")));
        }
    }

    private static void Tool(JsonElement tool)
    {
        PublishedField.Only(tool, ["type", "function"], []);
        Assert.Equal("function", tool.GetProperty("type").GetString());
        var function = tool.GetProperty("function");
        PublishedField.Only(function, ["name"], ["description", "parameters", "strict"]);
        Assert.Matches(Name(), function.GetProperty("name").GetString());
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
