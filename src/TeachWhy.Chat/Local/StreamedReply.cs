using Microsoft.Extensions.AI;

namespace TeachWhy.Chat.Local;

/// <summary>
/// A reply as far as it has come. After each token the reply is decoded again, and what its text and its reasoning have
/// grown by is given; all other contents, such as calls, are given at the end.
/// </summary>
internal sealed class StreamedReply(IChatTemplate template, ChatOptions? options)
{
    // Half a character, or the beginning of a mark that turns out to be a call, shows in the last few tokens only.
    private const int Unsettled = 4;

    private readonly List<int> _tokens = [];
    private string _reasoning = "";
    private string _text = "";

    /// <summary>What this token lets be said.</summary>
    public IList<AIContent> Add(int token)
    {
        _tokens.Add(token);
        return _tokens.Count > Unsettled ? Growth(template.Decode(_tokens[..^Unsettled], options)) : [];
    }

    /// <summary>All that has not been said yet.</summary>
    public IList<AIContent> Finish()
    {
        var message = template.Decode(_tokens, options);
        return [.. Growth(message), .. message.Contents.Where(content => content is not (TextContent or TextReasoningContent))];
    }

    private List<AIContent> Growth(ChatMessage message)
    {
        var contents = new List<AIContent>(2);
        if (Grows(ref _reasoning, string.Concat(message.Contents.OfType<TextReasoningContent>().Select(content => content.Text))) is { } thought)
        {
            contents.Add(new TextReasoningContent(thought));
        }
        if (Grows(ref _text, message.Text) is { } text)
        {
            contents.Add(new TextContent(text));
        }
        return contents;
    }

    /// <summary>What has come behind what was given; what was given is never taken back.</summary>
    private static string? Grows(ref string given, string now)
    {
        if (now.Length <= given.Length || !now.StartsWith(given, StringComparison.Ordinal))
        {
            return null;
        }
        var growth = now[given.Length..];
        given = now;
        return growth;
    }
}
