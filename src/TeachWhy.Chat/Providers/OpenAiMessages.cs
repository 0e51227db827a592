using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Writes a conversation as OpenAI's protocol has it.</summary>
internal static class OpenAiMessages
{
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="withThoughts">Whether earlier thoughts are sent back.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<ChatMessage> messages, bool withThoughts)
    {
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            var results = false;
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
            {
                WriteResult(json, result);
                results = true;
            }

            if (!results)
            {
                WriteMessage(json, message, withThoughts);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, FunctionResultContent result)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", result.CallId);
        json.WriteString("content", result.Result switch
        {
            null => "",
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
            var other => JsonSerializer.Serialize(other, Plainly),
        });
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message, bool withThoughts)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role.Value);
        json.WriteString("content", message.Text);
        if (withThoughts && string.Concat(message.Contents.OfType<TextReasoningContent>().Select(thought => thought.Text)) is { Length: > 0 } thoughts)
        {
            json.WriteString("reasoning_content", thoughts);
        }

        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            calls.ForEach(call => WriteCall(json, call));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, FunctionCallContent call)
    {
        json.WriteStartObject();
        json.WriteString("id", call.CallId);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", call.Arguments is { } arguments ? JsonSerializer.Serialize(arguments, Plainly) : "{}");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
