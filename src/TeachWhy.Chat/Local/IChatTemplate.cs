using Microsoft.Extensions.AI;

namespace TeachWhy.Chat.Local;

/// <summary>How a conversation becomes tokens for a local model, and its tokens a message.</summary>
public interface IChatTemplate
{
    /// <summary>Tokens that end the model's turn.</summary>
    IReadOnlyList<int> StopTokens { get; }

    /// <summary>The conversation up to where the model goes on.</summary>
    IReadOnlyList<int> Encode(IEnumerable<ChatMessage> messages, ChatOptions? options);

    /// <summary>What the model said, as a message with thoughts and calls apart. Also asked of a reply that is still growing.</summary>
    ChatMessage Decode(IReadOnlyList<int> tokens, ChatOptions? options);
}
