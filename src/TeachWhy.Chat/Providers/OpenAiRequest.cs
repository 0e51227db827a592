using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>What differs between OpenAI itself and the servers that speak its protocol.</summary>
/// <param name="Model">The model where a request names none.</param>
/// <param name="ReplyTokens">Most tokens of a reply where a request does not say; null leaves it to the server.</param>
/// <param name="IsOpenAi">OpenAI counts <c>max_completion_tokens</c> and takes no fields it does not know; the others count <c>max_tokens</c>, know <c>top_k</c>, and read earlier thoughts.</param>
internal sealed record OpenAiDialect(string Model, int? ReplyTokens, bool IsOpenAi);

/// <summary>Writes the body of a chat completion request.</summary>
internal static class OpenAiRequest
{
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static BinaryData Write(IEnumerable<ChatMessage> messages, ChatOptions? options, OpenAiDialect dialect, bool streams)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(body, Plainly))
        {
            json.WriteStartObject();
            json.WriteString("model", options?.ModelId ?? dialect.Model);
            OpenAiMessages.Write(json, Instructed(messages, options), withThoughts: !dialect.IsOpenAi);
            if ((options?.MaxOutputTokens ?? dialect.ReplyTokens) is { } most)
            {
                json.WriteNumber(dialect.IsOpenAi ? "max_completion_tokens" : "max_tokens", most);
            }

            if (options is not null)
            {
                WriteSampling(json, options, dialect);
                WriteTools(json, options);
                WriteFormat(json, options);
            }

            if (streams)
            {
                json.WriteBoolean("stream", true);
                json.WriteStartObject("stream_options");
                json.WriteBoolean("include_usage", true);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new BinaryData(body.WrittenMemory);
    }

    private static IEnumerable<ChatMessage> Instructed(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        options?.Instructions is { Length: > 0 } instructions ? messages.Prepend(new ChatMessage(ChatRole.System, instructions)) : messages;

    private static void WriteSampling(Utf8JsonWriter json, ChatOptions options, OpenAiDialect dialect)
    {
        Number("temperature", options.Temperature);
        Number("top_p", options.TopP);
        Number("frequency_penalty", options.FrequencyPenalty);
        Number("presence_penalty", options.PresencePenalty);
        if (options.TopK is { } likeliest && !dialect.IsOpenAi)
        {
            json.WriteNumber("top_k", likeliest);
        }

        if (options.Seed is { } seed)
        {
            json.WriteNumber("seed", seed);
        }

        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop");
            foreach (var stop in stops)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        if (options.Reasoning?.Effort is { } effort && effort != ReasoningEffort.ExtraHigh)
        {
            json.WriteString("reasoning_effort", effort.ToString().ToLowerInvariant());
        }

        void Number(string name, float? value)
        {
            if (value is { } number)
            {
                json.WriteNumber(name, (decimal)number);
            }
        }
    }

    private static void WriteTools(Utf8JsonWriter json, ChatOptions options)
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        json.WriteStartArray("tools");
        foreach (var tool in tools.OfType<AIFunctionDeclaration>())
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", tool.Name);
            json.WriteString("description", tool.Description);
            json.WritePropertyName("parameters");
            tool.JsonSchema.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        switch (options.ToolMode)
        {
            case NoneChatToolMode:
                json.WriteString("tool_choice", "none");
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                json.WriteStartObject("tool_choice");
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                json.WriteString("tool_choice", "required");
                break;
        }

        if (options.AllowMultipleToolCalls is { } several)
        {
            json.WriteBoolean("parallel_tool_calls", several);
        }
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatOptions options)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson format)
        {
            return;
        }

        json.WriteStartObject("response_format");
        if (format.Schema is { } schema)
        {
            json.WriteString("type", "json_schema");
            json.WriteStartObject("json_schema");
            json.WriteString("name", format.SchemaName ?? "reply");
            if (format.SchemaDescription is { } description)
            {
                json.WriteString("description", description);
            }

            // Strictly only where the schema shuts out everything else: OpenAI takes no other one so.
            json.WriteBoolean("strict", schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False);
            json.WritePropertyName("schema");
            schema.WriteTo(json);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type", "json_object");
        }

        json.WriteEndObject();
    }
}
