using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>An open chat model.</summary>
public sealed class ChatModel : IDisposable
{
    private readonly ChatCounts _counts;
    private readonly ConcurrencyLevel? _level;
    private readonly IDisposable _behind;

    internal ChatModel(ChatModelName name, IChatClient client, ChatCounts counts, ConcurrencyLevel? level, ModelPrice? price, IDisposable behind)
    {
        (Name, Client, Price) = (name, client, price);
        (_counts, _level, _behind) = (counts, level, behind);
    }

    public ChatModelName Name { get; }

    /// <summary>The model itself. A fault is a <see cref="ChatFailureException"/>, the end of the run a <see cref="ChatStopException"/>; a provider's own refusal is a reply that ends in <see cref="ChatFinishReason.ContentFilter"/>.</summary>
    public IChatClient Client { get; }

    /// <summary>What its tokens cost; null where nobody has said.</summary>
    public ModelPrice? Price { get; }

    /// <summary>How it goes, as of now.</summary>
    public ChatStatistics Statistics => _counts.Snapshot(_level, Price);

    public void Dispose()
    {
        Client.Dispose();
        _behind.Dispose();
    }
}
