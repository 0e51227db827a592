using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Counts the replies of a model and their tokens.</summary>
internal sealed class CountingClient(IChatClient inner, ChatCounts counts) : WholeReplyClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await InnerClient.GetResponseAsync(messages, options, cancellationToken);
            counts.Answered(response.Usage);
            return response;
        }
        catch (ChatFailureException)
        {
            counts.Failed();
            throw;
        }
    }
}
