using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Asks without a temperature where one was only wished for and the model takes none, as the newest models do.</summary>
internal sealed class WishClient(IChatClient inner) : WholeReplyClient(inner)
{
    private volatile bool _takesNone;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.Temperature is null || !ChatWishes.IsWish(options))
        {
            return await InnerClient.GetResponseAsync(messages, options, cancellationToken);
        }

        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        if (!_takesNone)
        {
            try
            {
                return await InnerClient.GetResponseAsync(asked, options, cancellationToken);
            }
            catch (AttemptFailedException fault) when (fault.Fault == AttemptFault.Refused && fault.Message.Contains("temperature", StringComparison.OrdinalIgnoreCase))
            {
                _takesNone = true;
            }
        }

        var without = options.Clone();
        without.Temperature = null;
        return await InnerClient.GetResponseAsync(asked, without, cancellationToken);
    }
}
