using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace TeachWhy.Chat;

/// <summary>
/// OpenAI and every server that speaks its protocol. The official client carries the requests; what is in them and in the
/// replies is ours, for compatible servers say more than OpenAI does (thoughts, above all).
/// </summary>
internal sealed class OpenAiChatClient : IChatClient
{
    private readonly ChatClient _client;
    private readonly ChatClientMetadata _metadata;
    private readonly OpenAiDialect _dialect;

    public OpenAiChatClient(ProviderAccount account, int replyTokens)
    {
        var isOpenAi = account.Name.Provider == ChatProvider.OpenAi;
        _dialect = new OpenAiDialect(account.Name.Model, isOpenAi ? replyTokens : null, isOpenAi);
        _client = new ChatClient(account.Name.Model, OpenAiAccess.PolicyOf(account), OpenAiAccess.OptionsOf(account));
        _metadata = new ChatClientMetadata("openai", account.Address, account.Name.Model);
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var content = BinaryContent.Create(OpenAiRequest.Write(messages, options, _dialect, streams: false));
        var result = await _client.CompleteChatAsync(content, new RequestOptions { CancellationToken = cancellationToken });
        using var response = result.GetRawResponse();
        return OpenAiReply.Read(response.Content);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var content = BinaryContent.Create(OpenAiRequest.Write(messages, options, _dialect, streams: true));
        var result = await _client.CompleteChatAsync(content, new RequestOptions { CancellationToken = cancellationToken, BufferResponse = false });
        using var response = result.GetRawResponse();
        var reply = new OpenAiStream();
        await foreach (var item in SseParser.Create(response.ContentStream!).EnumerateAsync(cancellationToken))
        {
            if (string.Equals(item.Data, OpenAiStream.Done, StringComparison.Ordinal))
            {
                reply.End();
                break;
            }

            if (reply.Add(item.Data) is { } update)
            {
                yield return update;
            }
        }

        yield return reply.Finish();
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Nothing to do: the connections belong to the account.</summary>
    public void Dispose()
    {
    }
}
