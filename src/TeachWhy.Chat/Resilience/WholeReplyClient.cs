using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>
/// A layer around a chat model that deals in whole replies. Asked for pieces it gives them when the reply is whole: what has
/// been given out could not be taken back when an attempt fails in the middle.
/// </summary>
internal abstract class WholeReplyClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public abstract override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    public sealed override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }
}
