using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>
/// One attempt to ask a provider's model, as <see cref="Attempt"/> bounds it. A provider's own refusal is a reply without words
/// that ends in <see cref="ChatFinishReason.ContentFilter"/>.
/// </summary>
internal sealed class AttemptClient(IChatClient inner, ChatModelOptions options) : WholeReplyClient(inner)
{
    /// <summary>The property of a reply that a provider refused to give: its words.</summary>
    public const string Refused = "provider_refusal";

    private static readonly JsonElement Anything = JsonSerializer.SerializeToElement(new { type = "object", properties = new { } });

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        chatOptions = WithDeclaredTools(chatOptions);
        try
        {
            return await Attempt.RunAsync(
                token => options.Streams
                    ? InnerClient.GetStreamingResponseAsync(messages, chatOptions, token).ToChatResponseAsync(token)
                    : InnerClient.GetResponseAsync(messages, chatOptions, token),
                options.Limits.AttemptTime, options.Time, cancellationToken);
        }
        catch (AttemptFailedException fault) when (fault.Fault == AttemptFault.Policy)
        {
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, []))
            {
                FinishReason = ChatFinishReason.ContentFilter,
                AdditionalProperties = new() { [Refused] = fault.Message },
            };
        }
    }

    // The clients leave out, without a word, a tool of which they know no schema: one that takes anything has the schema of anything.
    private static ChatOptions? WithDeclaredTools(ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools || tools.All(tool => tool is AIFunctionDeclaration))
        {
            return options;
        }

        var declared = options.Clone();
        declared.Tools = [.. tools.Select(tool => tool as AIFunctionDeclaration ?? AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, Anything))];
        return declared;
    }
}
