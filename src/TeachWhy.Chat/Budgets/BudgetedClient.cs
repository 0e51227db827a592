using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Asks the budget before each attempt, and settles with it afterwards.</summary>
internal sealed class BudgetedClient(IChatClient inner, Budget budget, ModelPrice? price, int replyTokens) : WholeReplyClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var (input, output) = (TokenEstimate.Of(asked, options), (long)(options?.MaxOutputTokens ?? replyTokens));
        using var reservation = await budget.ReserveAsync(Cost(input, output), input + output, cancellationToken);
        try
        {
            var response = await InnerClient.GetResponseAsync(asked, options, cancellationToken);
            var usage = response.Usage;
            var said = usage?.OutputTokenCount ?? response.Messages.Sum(TokenEstimate.Of);
            var read = usage?.InputTokenCount ?? input;
            reservation.Settle(price?.CostOf(read, said, Math.Min(read, usage?.CachedInputTokenCount ?? 0)) ?? 0, read + said);
            return response;
        }
        catch (AttemptFailedException fault) when (fault.Fault is AttemptFault.Timeout or AttemptFault.Truncated or AttemptFault.Malformed or AttemptFault.TooLong)
        {
            // The provider was at work already, and what it had read will be paid for.
            reservation.Settle(Cost(input, 0), input);
            throw;
        }
    }

    private decimal Cost(long input, long output) => price?.CostOf(input, output) ?? 0;
}
