using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Asks a model again where that may help, as <see cref="AttemptRetry{T}"/> does it.</summary>
internal sealed class RetryingClient(IChatClient inner, ChatModelName name, ChatModelOptions options, ChatCounts counts) : WholeReplyClient(inner)
{
    /// <summary>The property of a reply that tells how many attempts it took, where it took more than one.</summary>
    public const string AttemptsProperty = "attempts";

    private readonly AttemptRetry<ChatResponse> _retry = new(name.Text, options, counts.Retried);

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var (response, attempts) = await _retry.RunAsync(token => InnerClient.GetResponseAsync(asked, options, token), cancellationToken);
        if (attempts > 1)
        {
            (response.AdditionalProperties ??= [])[AttemptsProperty] = attempts;
        }

        return response;
    }
}
