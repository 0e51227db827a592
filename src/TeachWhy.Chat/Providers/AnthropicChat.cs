using System.Runtime.CompilerServices;
using System.Text.Json;
using Anthropic;
using Anthropic.Core;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>
/// Anthropic's models by their official client, with what it leaves open settled here: arguments of calls have the same form as
/// everybody's, thoughts that Anthropic did not sign are not sent to it, and a reply without an end is none. Its protocol has no seed.
/// </summary>
internal sealed class AnthropicChat(IChatClient inner, string model, int replyTokens) : DelegatingChatClient(inner)
{
    public static IChatClient Connect(ProviderAccount account, int replyTokens)
    {
        // Everything is said here, so that the client reads nothing from the environment or from a profile on disk.
        var client = new AnthropicClient(new ClientOptions
        {
            ApiKey = account.Key,
            BaseUrl = account.Address.AbsoluteUri.TrimEnd('/'),
            HttpClient = account.Http,
            MaxRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
        });
        return new AnthropicChat(client.AsIChatClient(account.Name.Model, replyTokens), account.Name.Model, replyTokens);
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(Sendable(messages), AnthropicSampling.Kept(options, model, replyTokens), cancellationToken);
        foreach (var message in response.Messages)
        {
            Settle(message.Contents);
        }

        // The client calls every end it does not know of a stop.
        if (response.RawRepresentation is Message { StopReason: { } reason } && IsFull(reason.Raw()))
        {
            response.FinishReason = ChatFinishReason.Length;
        }

        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (ended, full) = (false, false);
        await foreach (var update in base.GetStreamingResponseAsync(Sendable(messages), AnthropicSampling.Kept(options, model, replyTokens), cancellationToken))
        {
            ended |= update.RawRepresentation is RawMessageStreamEvent { Value: RawMessageStopEvent };
            full |= update.RawRepresentation is RawMessageStreamEvent { Value: RawMessageDeltaEvent { Delta.StopReason: { } reason } } && IsFull(reason.Raw());
            if (full)
            {
                update.FinishReason = ChatFinishReason.Length;
            }

            Settle(update.Contents);
            yield return update;
        }

        if (!ended)
        {
            throw new AttemptFailedException(AttemptFault.Truncated, "the reply ended in the middle");
        }
    }

    private static bool IsFull(string? reason) => string.Equals(reason, "model_context_window_exceeded", StringComparison.Ordinal);

    // A thought is only taken back with the signature it came with; another model's, or a scripted one's, has none.
    private static IEnumerable<ChatMessage> Sendable(IEnumerable<ChatMessage> messages) => messages.Select(message =>
        message.Contents.Any(IsForeign) ? new ChatMessage(message.Role, [.. message.Contents.Where(content => !IsForeign(content))]) : message);

    private static bool IsForeign(AIContent content) => content is TextReasoningContent { ProtectedData: null or "" };

    private static void Settle(IEnumerable<AIContent> contents)
    {
        foreach (var call in contents.OfType<FunctionCallContent>().Where(call => call.Exception is null))
        {
            call.Arguments = (call.Arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal))
                .ToDictionary(argument => argument.Key, argument => argument.Value is JsonElement value ? CallArguments.Plain(value) : argument.Value, StringComparer.Ordinal);
        }
    }
}
