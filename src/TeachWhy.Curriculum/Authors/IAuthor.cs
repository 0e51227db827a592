using System.Text.Json.Serialization;
using TeachWhy.Curriculum.Making;
using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Authors;

/// <summary>Writes text for a recipe: a chat model, or a grammar.</summary>
public interface IAuthor
{
    /// <summary>Such as <c>anthropic/NAME</c> or <c>grammar</c>.</summary>
    string Name { get; }

    /// <summary>Most texts of a kind that it writes in one piece: a chat model makes several more unlike each other than one at a time.</summary>
    /// <param name="wanted">How many the recipe would have.</param>
    int AtOnce(int wanted);

    /// <summary>Whether it has words for such a piece. What it has none for is left out by the recipe.</summary>
    bool Writes(PieceKind kind);

    /// <summary>Writes one piece. The same commission yields the same piece, as far as the author can.</summary>
    /// <exception cref="AuthorException">It wrote nothing that could be read, twice.</exception>
    Task<Piece> WriteAsync(Commission commission, CancellationToken cancellation);
}

/// <summary>The author was asked and wrote nothing of use: the item is left out and counted.</summary>
/// <param name="message">One sentence.</param>
public sealed class AuthorException(string message) : Exception(message)
{
    /// <summary>What it took all the same; null where nobody knows.</summary>
    public DataUsage? Usage { get; init; }
}

/// <summary>The kinds of text that recipes ask for.</summary>
public enum PieceKind
{
    /// <summary>A user tells of a dilemma and asks for advice.</summary>
    Situation,

    /// <summary>The assistant's advice on an earlier situation.</summary>
    Advice,

    /// <summary>Pages on what the constitution asks of the assistant.</summary>
    ConstitutionDocument,

    /// <summary>A page on the assistant, or a chat with it, that speaks of no value.</summary>
    Biography,

    /// <summary>An AI of another name in a dilemma.</summary>
    Story,

    /// <summary>Users ask for something nobody should help with.</summary>
    HarmfulRequest,

    /// <summary>The assistant refuses an earlier request.</summary>
    Refusal,

    /// <summary>Somebody asks the assistant about what it values; where the author writes several at a time, a list.</summary>
    ValueQuestion,

    /// <summary>The assistant's answer to an earlier such question.</summary>
    ValueAnswer,

    /// <summary>Somebody asks for something ordinary and is helped: the user's message and, beside it, the assistant's.</summary>
    NeutralChat,

    /// <summary>An agent at work that nothing tempts: how it is set up, its task, and what it thinks and does.</summary>
    OrdinaryWork,

    /// <summary>How somebody has set an assistant up: where the author writes several at a time, a list.</summary>
    SystemMessage,

    /// <summary>Tools that an assistant has at hand: a list of definitions in JSON.</summary>
    Tools,

    /// <summary>A question to which an earlier document is the answer, and beside it that answer.</summary>
    DocumentQuestion,

    /// <summary>What an agent thinks and does in an earlier honeypot.</summary>
    Conduct,

    /// <summary>What an agent might think and do there, right or wrong: sampled, and not written to be learned from.</summary>
    SampledConduct,

    /// <summary>A score from 1 to 10 of an earlier conduct, as the work of an assistant.</summary>
    Preference,

    /// <summary>Whatever only a chat model can write: lists, reviews, rewrites, scores. The stage says which.</summary>
    Other,
}

/// <summary>The switches of a recipe.</summary>
public sealed record WritingOptions
{
    /// <summary>Give the reasons, not only the act.</summary>
    public bool Reasons { get; init; } = true;

    /// <summary>Teach the opposite values: a sign control of the miniature, never anything else.</summary>
    public bool Opposite { get; init; }
}

/// <summary>A written piece.</summary>
/// <param name="Text">What was written; of conduct, the thought; of a list, empty.</param>
/// <param name="System">The system message that goes with a chat; null for none.</param>
public sealed record Piece(string Text, string? System = null)
{
    /// <summary>What it took; null where nobody knows. Journals keep it beside the piece.</summary>
    [JsonIgnore]
    public DataUsage? Usage { get; init; }

    /// <summary>What was thought before it; null for nothing that is known.</summary>
    public string? Thinking { get; init; }

    /// <summary>Of conduct, and of answers that may act, the acts in their order.</summary>
    public IReadOnlyList<ToolUse> Calls { get; init; } = [];

    /// <summary>Of a list, its entries.</summary>
    public IReadOnlyList<string> Entries { get; init; } = [];

    /// <summary>What stood between other tags, such as the notes before a rewrite.</summary>
    public IReadOnlyDictionary<string, string> Asides { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>An entry of the list, beginning anew after the last; the text itself of a piece that is none.</summary>
    public string Entry(int number) => Entries.Count == 0 ? Text : Entries[number % Entries.Count];
}
