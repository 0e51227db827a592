namespace TeachWhy.Tests.Chat.Servers;

/// <summary>What a scripted server answers with.</summary>
internal abstract record ScriptedReply
{
    private ScriptedReply()
    {
    }

    /// <summary>A reply of the model, in the protocol it was asked in, streamed where it was asked so.</summary>
    public sealed record Said : ScriptedReply
    {
        public string Text { get; init; } = "";

        /// <summary>Thought before it was said; null for nothing.</summary>
        public string? Thought { get; init; }

        public IReadOnlyList<ScriptedCall> Calls { get; init; } = [];

        public ScriptedEnd End { get; init; }

        /// <summary>OpenAI's own field for what the model declines; null for nothing.</summary>
        public string? Refusal { get; init; }

        public int InputTokens { get; init; } = 11;

        public int OutputTokens { get; init; } = 7;

        /// <summary>Part of the output; OpenAI alone tells.</summary>
        public int ReasoningTokens { get; init; }

        /// <summary>Part of the input.</summary>
        public int CachedTokens { get; init; }

        /// <summary>Waited for before a word is said.</summary>
        public Task? After { get; init; }
    }

    /// <summary>A status other than 200, with an error in the protocol's form.</summary>
    /// <param name="RetryAfter">The header of this name; null for none.</param>
    public sealed record Status(int Code, string Message = "scripted", string? Type = null, string? RetryAfter = null, string? RetryAfterMilliseconds = null) : ScriptedReply;

    /// <summary>Status 200 and any body.</summary>
    public sealed record Raw(string Body, string ContentType = "application/json") : ScriptedReply;

    /// <summary>No answer at all until the client gives up.</summary>
    public sealed record Hang : ScriptedReply;

    /// <summary>A reply whose connection is cut in the middle of it.</summary>
    public sealed record Drop(Said Reply) : ScriptedReply;

    /// <summary>A reply that ends politely in the middle: the connection is closed as if all were said.</summary>
    public sealed record Cut(Said Reply) : ScriptedReply;

    /// <summary>A reply that comes one byte at a time, each when <paramref name="Next"/> lets it.</summary>
    public sealed record Drip(Said Reply, Func<CancellationToken, Task> Next) : ScriptedReply;

    /// <summary>A reply of the model that is this long.</summary>
    public sealed record Huge(long Bytes) : ScriptedReply;
}

/// <param name="Arguments">JSON as text; anything, for a model that calls badly.</param>
internal sealed record ScriptedCall(string Id, string Name, string Arguments);

/// <summary>Why a scripted reply ends.</summary>
internal enum ScriptedEnd
{
    /// <summary>The model was finished; with calls, it waits for their results.</summary>
    Finished,

    /// <summary>The most tokens were reached.</summary>
    Length,

    /// <summary>The provider's filter stopped it.</summary>
    Filtered,
}
