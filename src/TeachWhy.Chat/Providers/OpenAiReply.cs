using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using TeachWhy.Chat.Local;

namespace TeachWhy.Chat;

/// <summary>Reads a chat completion. A server wrote it, and a model: nothing about it is certain.</summary>
internal static class OpenAiReply
{
    /// <summary>The property of a text in which the model itself declines, where the protocol tells it apart.</summary>
    public const string Refusal = "refusal";

    /// <exception cref="AttemptFailedException">It is not what the protocol says.</exception>
    public static ChatResponse Read(BinaryData body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            RefuseError(root);
            if (Choice(root) is not { } choice || !choice.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
            {
                throw Malformed("it has no message");
            }

            List<AIContent> contents = [.. Said(message), .. Calls(message)];
            return new ChatResponse(ReplyContents.Message(contents))
            {
                ResponseId = Text(root, "id"),
                ModelId = Text(root, "model"),
                FinishReason = Finish(Text(choice, "finish_reason")) ?? ChatFinishReason.Stop,
                Usage = Usage(root),
            };
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw Malformed("it is no JSON that can be read", failure);
        }
    }

    public static AttemptFailedException Malformed(string what, Exception? inner = null) =>
        new(AttemptFault.Malformed, $"the reply does not follow the protocol: {what}", inner: inner);

    /// <summary>Some servers send what went wrong with a status that says all is well.</summary>
    public static void RefuseError(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            var status = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) && number is >= 400 and < 600
                ? (HttpStatusCode)number
                : HttpStatusCode.InternalServerError;
            throw ProviderAnswer.Of(status, root.GetRawText(), retryAfter: null, secret: null);
        }
    }

    /// <summary>The first choice; null where there is none.</summary>
    public static JsonElement? Choice(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0
        && choices[0].ValueKind == JsonValueKind.Object
            ? choices[0]
            : null;

    /// <summary>Thoughts and texts of a message, or of a piece of one.</summary>
    public static IEnumerable<AIContent> Said(JsonElement message)
    {
        if ((Text(message, "reasoning_content") ?? Text(message, "reasoning")) is { Length: > 0 } thought)
        {
            yield return new TextReasoningContent(thought);
        }

        if (message.TryGetProperty("content", out var content))
        {
            foreach (var part in content.ValueKind == JsonValueKind.Array ? content.EnumerateArray().Select(part => Text(part, "text")) : [Text(message, "content")])
            {
                if (part is { Length: > 0 } text)
                {
                    yield return new TextContent(text);
                }
            }
        }

        if (Text(message, "refusal") is { Length: > 0 } refusal)
        {
            yield return new TextContent(refusal) { AdditionalProperties = new() { [Refusal] = true } };
        }
    }

    public static ChatFinishReason? Finish(string? reason) => reason switch
    {
        null or "" => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        "content_filter" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(ProviderAnswer.OneLine(reason, most: 40)),
    };

    /// <summary>Null where the server does not tell.</summary>
    public static UsageDetails? Usage(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return new UsageDetails
        {
            InputTokenCount = Count(usage, "prompt_tokens"),
            OutputTokenCount = Count(usage, "completion_tokens"),
            TotalTokenCount = Count(usage, "total_tokens"),
            CachedInputTokenCount = usage.TryGetProperty("prompt_tokens_details", out var input) ? Count(input, "cached_tokens") : null,
            ReasoningTokenCount = usage.TryGetProperty("completion_tokens_details", out var output) ? Count(output, "reasoning_tokens") : null,
        };
    }

    /// <summary>A member that is text; null where it is not.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static IEnumerable<AIContent> Calls(JsonElement message)
    {
        if (!message.TryGetProperty("tool_calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        var number = 0;
        foreach (var call in calls.EnumerateArray())
        {
            number++;
            if (call.ValueKind == JsonValueKind.Object && call.TryGetProperty("function", out var function) && Text(function, "name") is { } name)
            {
                yield return CallArguments.Call(Text(call, "id") is { Length: > 0 } id ? id : $"call-{number}", name, Written(function));
            }
        }
    }

    // Text, by the protocol; some servers send the object itself.
    private static string Written(JsonElement function) =>
        !function.TryGetProperty("arguments", out var arguments) ? "" : arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText();

    private static long? Count(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var count) && count >= 0 ? count : null;
}
