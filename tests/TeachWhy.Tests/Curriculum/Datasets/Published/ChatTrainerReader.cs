using System.Text.Json;

namespace TeachWhy.Tests.Curriculum.Datasets.Published;

/// <summary>
/// Reads a line as TRL and Axolotl document it: huggingface/trl, docs/source/dataset_formats.md ("Language modeling", "Tool
/// Calling") and chat_templates.md (reasoning_content), commit f2cd577 of 2026-07-24; axolotl-ai-cloud/axolotl,
/// docs/dataset-formats/conversation.qmd ("chat_template", "Using tool use": ids are "required only for mistral"), commit
/// 067b021 of 2026-07-24.
/// </summary>
internal static class ChatTrainerReader
{
    public static void Read(JsonElement line)
    {
        if (line.TryGetProperty("text", out _))
        {
            PublishedField.Only(line, ["text"], []);
            PublishedField.Words(line, "text");
            return;
        }

        PublishedField.Only(line, ["messages"], ["tools"]);
        if (line.TryGetProperty("tools", out _))
        {
            Assert.All(PublishedField.List(line, "tools"), Tool);
        }

        var open = new Dictionary<string, string>(StringComparer.Ordinal);
        var messages = PublishedField.List(line, "messages");
        foreach (var message in messages)
        {
            Message(message, open);
        }

        Assert.Equal("assistant", messages[^1].GetProperty("role").GetString());
    }

    private static void Message(JsonElement message, Dictionary<string, string> open)
    {
        switch (message.GetProperty("role").GetString())
        {
            case "system" or "user":
                PublishedField.Only(message, ["role", "content"], []);
                PublishedField.Words(message, "content");
                break;
            case "assistant" when message.TryGetProperty("tool_calls", out _):
                PublishedField.Only(message, ["role", "content", "tool_calls"], ["reasoning_content"]);
                foreach (var call in PublishedField.List(message, "tool_calls"))
                {
                    PublishedField.Only(call, ["id", "type", "function"], []);
                    Assert.Equal("function", call.GetProperty("type").GetString());
                    var function = call.GetProperty("function");
                    PublishedField.Only(function, ["name", "arguments"], []);
                    Assert.Equal(JsonValueKind.Object, function.GetProperty("arguments").ValueKind);
                    open.Add(PublishedField.Words(call, "id"), PublishedField.Words(function, "name"));
                }

                break;
            case "assistant":
                PublishedField.Only(message, ["role", "content"], ["reasoning_content"]);
                PublishedField.Words(message, "content");
                break;
            case "tool":
                PublishedField.Only(message, ["role", "content", "name", "tool_call_id"], []);
                Assert.Equal(open[PublishedField.Words(message, "tool_call_id")], message.GetProperty("name").GetString());
                break;
            case var role:
                Assert.Fail($"{role} is no role");
                break;
        }
    }

    private static void Tool(JsonElement tool)
    {
        PublishedField.Only(tool, ["type", "function"], []);
        Assert.Equal("function", tool.GetProperty("type").GetString());
        var function = tool.GetProperty("function");
        PublishedField.Only(function, ["name", "description", "parameters"], []);
        PublishedField.Words(function, "name");
        Assert.Equal(JsonValueKind.String, function.GetProperty("description").ValueKind);
        Assert.Equal("object", function.GetProperty("parameters").GetProperty("type").GetString());
    }
}
