using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>
/// One attempt to ask a provider: it takes no longer than it may, and ends in a reply or in an <see cref="AttemptFailedException"/>,
/// whichever client is behind it. A provider's own refusal is a reply without words that ends in <see cref="ChatFinishReason.ContentFilter"/>.
/// </summary>
internal sealed class AttemptClient(IChatClient inner, ChatModelOptions options) : WholeReplyClient(inner)
{
    /// <summary>The property of a reply that a provider refused to give: its words.</summary>
    public const string Refused = "provider_refusal";

    private static readonly JsonElement Anything = JsonSerializer.SerializeToElement(new { type = "object", properties = new { } });

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        chatOptions = WithDeclaredTools(chatOptions);
        using var late = new CancellationTokenSource(options.Limits.AttemptTime, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var wire = WireFault.Begin();
        try
        {
            return options.Streams
                ? await InnerClient.GetStreamingResponseAsync(messages, chatOptions, either.Token).ToChatResponseAsync(either.Token)
                : await InnerClient.GetResponseAsync(messages, chatOptions, either.Token);
        }
        catch (Exception failure)
        {
            // A caller who gave up gets that and nothing else, whatever the client made of it.
            cancellationToken.ThrowIfCancellationRequested();
            var fault = late.IsCancellationRequested
                ? new AttemptFailedException(AttemptFault.Timeout, $"no whole reply within {options.Limits.AttemptTime.TotalSeconds:0} s", inner: failure)
                : Told(failure) ?? wire.First ?? Understood(failure);
            if (fault.Fault == AttemptFault.Policy)
            {
                return new ChatResponse(new ChatMessage(ChatRole.Assistant, []))
                {
                    FinishReason = ChatFinishReason.ContentFilter,
                    AdditionalProperties = new() { [Refused] = fault.Message },
                };
            }

            throw fault;
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

    // What the handler said, however deep the client has wrapped it.
    private static AttemptFailedException? Told(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AttemptFailedException fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static AttemptFailedException Understood(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException or IOException)
            {
                return new AttemptFailedException(AttemptFault.Truncated, "the connection broke in the middle of the reply", inner: failure);
            }
        }

        // In the middle of a stream Anthropic says so in an event of its own, which its client makes an exception of.
        var words = ProviderAnswer.OneLine(failure.Message);
        var kind = words.Contains("overloaded_error", StringComparison.Ordinal) ? AttemptFault.Overloaded
            : words.Contains("rate_limit_error", StringComparison.Ordinal) ? AttemptFault.RateLimited
            : words.Contains("api_error", StringComparison.Ordinal) ? AttemptFault.Server
            : AttemptFault.Malformed;
        return failure is JsonException
            ? OpenAiReply.Malformed("it is no JSON that can be read", failure)
            : new AttemptFailedException(kind, kind == AttemptFault.Malformed ? $"the reply does not follow the protocol: {words}" : words, inner: failure);
    }
}
