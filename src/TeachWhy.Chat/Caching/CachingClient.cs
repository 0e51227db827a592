using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Gives the reply that is kept for the same request, and keeps the new ones.</summary>
/// <param name="model">The model, and where it is asked.</param>
internal sealed class CachingClient(IChatClient inner, ReplyCache cache, string? salt, string model, ChatCounts counts) : WholeReplyClient(inner)
{
    /// <summary>The property that marks a reply from the cache.</summary>
    public const string FromCache = "from_cache";

    // Raised when the same request must not find its old reply any more.
    private const int Version = 1;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (salt is null && options?.Seed is null && options?.Temperature is not 0f)
        {
            return await InnerClient.GetResponseAsync(messages, options, cancellationToken);
        }

        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var key = KeyOf(asked, options);
        if (await cache.FindAsync(key, cancellationToken) is { } kept)
        {
            (kept.AdditionalProperties ??= [])[FromCache] = true;
            counts.FromCache(kept.Usage);
            return kept;
        }

        var response = await InnerClient.GetResponseAsync(asked, options, cancellationToken);
        if (response.FinishReason is { } end && end != ChatFinishReason.ContentFilter)
        {
            cache.Keep(key, response);
        }

        return response;
    }

    // Of everything that can change the reply, in a fixed order.
    private string KeyOf(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        using var json = new MemoryStream();
        JsonSerializer.Serialize(json, new
        {
            Version,
            Salt = salt,
            Model = model,
            options?.ModelId,
            Messages = messages.Select(message => new
            {
                Role = message.Role.Value,
                Contents = message.Contents.Select(content => JsonSerializer.SerializeToElement(content, AIJsonUtilities.DefaultOptions)),
            }),
            options?.Instructions,
            options?.Temperature,
            options?.TopP,
            options?.TopK,
            options?.MaxOutputTokens,
            options?.FrequencyPenalty,
            options?.PresencePenalty,
            options?.Seed,
            options?.StopSequences,
            Effort = options?.Reasoning?.Effort?.ToString(),
            Format = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText() ?? options?.ResponseFormat?.GetType().Name,
            ToolMode = options?.ToolMode?.GetType().Name,
            RequiredTool = (options?.ToolMode as RequiredChatToolMode)?.RequiredFunctionName,
            options?.AllowMultipleToolCalls,
            Tools = options?.Tools?.Select(tool => new { tool.Name, tool.Description, Schema = (tool as AIFunctionDeclaration)?.JsonSchema.GetRawText() }),
        });
        return Convert.ToHexStringLower(SHA256.HashData(json.GetBuffer().AsSpan(0, (int)json.Length)));
    }
}
