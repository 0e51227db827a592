using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Lets each attempt wait for its turn, and tells the level how it went.</summary>
internal sealed class LimitedClient(IChatClient inner, ConcurrencyLevel level, RetryOptions retry) : WholeReplyClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var turn = await level.EnterAsync(cancellationToken);
        try
        {
            var response = await InnerClient.GetResponseAsync(messages, options, cancellationToken);
            turn.Succeeded();
            return response;
        }
        catch (AttemptFailedException fault) when (fault.IsStrain)
        {
            // Whoever asks for an hour is not waited for by anybody: those requests fail.
            turn.Strained(fault.RetryAfter <= retry.LongestAskedWait ? fault.RetryAfter : null);
            throw;
        }
    }
}
