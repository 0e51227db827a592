using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Authors;

/// <summary>Writes text for a recipe: a chat model, or a grammar.</summary>
public interface IAuthor
{
    /// <summary>Writes one piece. The same commission yields the same piece.</summary>
    Task<Piece> WriteAsync(Commission commission, CancellationToken cancellation);
}

/// <summary>What a recipe asks of an author.</summary>
/// <param name="Kind">What kind of text.</param>
/// <param name="Section">The section of the constitution that the text is about; null for none.</param>
/// <param name="Options">How the recipe wants it.</param>
/// <param name="Seed">Makes each piece different and each run the same.</param>
/// <param name="Earlier">The piece that this one follows, such as the situation that an answer is given to; null for none.</param>
public sealed record Commission(PieceKind Kind, string? Section, WritingOptions Options, ulong Seed, Piece? Earlier = null);

/// <summary>The kinds of text that recipes ask for.</summary>
public enum PieceKind
{
    /// <summary>A user tells of a dilemma and asks for advice.</summary>
    Situation,

    /// <summary>The assistant's advice on an earlier situation.</summary>
    Advice,

    /// <summary>A page on what the constitution asks of the assistant.</summary>
    ConstitutionDocument,

    /// <summary>A page on the assistant that speaks of no value.</summary>
    Biography,

    /// <summary>An AI of another name in a dilemma.</summary>
    Story,

    /// <summary>A user asks for something nobody should help with.</summary>
    HarmfulRequest,

    /// <summary>The assistant refuses an earlier request.</summary>
    Refusal,

    /// <summary>What an agent thinks and does in an earlier honeypot.</summary>
    Conduct,
}

/// <summary>The switches of a recipe.</summary>
public sealed record WritingOptions
{
    /// <summary>Give the reasons, not only the act.</summary>
    public bool Reasons { get; init; } = true;

    /// <summary>Teach the opposite values: a sign control, never anything else.</summary>
    public bool Opposite { get; init; }
}

/// <summary>A written piece.</summary>
/// <param name="Text">What was written; of conduct, the thought.</param>
/// <param name="System">The system message that goes with a chat; null for none.</param>
/// <param name="Call">Of conduct, the act; null for none.</param>
/// <param name="Notes">What the author wants to remember for the pieces that follow; opaque to recipes.</param>
public sealed record Piece(string Text, string? System = null, ToolUse? Call = null, object? Notes = null);
