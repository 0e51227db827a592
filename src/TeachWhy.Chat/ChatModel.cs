using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>An open chat model.</summary>
public sealed class ChatModel : IDisposable
{
    private readonly IDisposable _behind;

    internal ChatModel(ChatModelName name, IChatClient client, IDisposable behind)
    {
        (Name, Client, _behind) = (name, client, behind);
    }

    public ChatModelName Name { get; }

    /// <summary>The model itself. A fault is a <see cref="ChatFailureException"/>, the end of the run a <see cref="ChatStopException"/>; a provider's own refusal is a reply that ends in <see cref="ChatFinishReason.ContentFilter"/>.</summary>
    public IChatClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        _behind.Dispose();
    }
}
