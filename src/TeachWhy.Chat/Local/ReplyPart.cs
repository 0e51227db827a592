namespace TeachWhy.Chat.Local;

/// <summary>What a reply is made of. Of a reply that is still coming, parts of the same kind follow each other.</summary>
public abstract record ReplyPart
{
    private ReplyPart()
    {
    }

    /// <summary>Something said.</summary>
    /// <param name="IsBrokenCall">It has the marks of a tool call, but what stands between them is none.</param>
    public sealed record Said(string Text, bool IsBrokenCall = false) : ReplyPart;

    /// <summary>Something thought before it was said.</summary>
    public sealed record Thought(string Text) : ReplyPart;

    /// <summary>A tool call.</summary>
    /// <param name="Arguments">A JSON object, as text.</param>
    public sealed record Called(string Name, string Arguments) : ReplyPart;
}
