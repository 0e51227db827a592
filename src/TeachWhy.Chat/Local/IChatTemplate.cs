using Microsoft.Extensions.AI;

namespace TeachWhy.Chat.Local;

/// <summary>How a conversation becomes tokens for a local model, and its tokens a message.</summary>
public interface IChatTemplate
{
    /// <summary>Tokens that end the model's turn.</summary>
    IReadOnlyList<int> StopTokens { get; }

    /// <summary>The conversation up to where the model goes on.</summary>
    IReadOnlyList<int> Encode(IEnumerable<ChatMessage> messages, ChatOptions? options);

    /// <summary>Takes in one reply.</summary>
    IReplyDecoder Decoder(ChatOptions? options);

    /// <summary>A whole reply as a message, with thoughts and calls apart.</summary>
    ChatMessage Decode(IReadOnlyList<int> tokens, ChatOptions? options)
    {
        var decoder = Decoder(options);
        return ReplyContents.Message([.. tokens.SelectMany(decoder.Add), .. decoder.Finish()]);
    }
}

/// <summary>Turns a reply into contents as its tokens come. What has been given out is never taken back.</summary>
public interface IReplyDecoder
{
    /// <summary>The contents that this token completes.</summary>
    IReadOnlyList<AIContent> Add(int token);

    /// <summary>All that has not been given out yet.</summary>
    IReadOnlyList<AIContent> Finish();
}
