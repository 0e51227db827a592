using TeachWhy.Simulation;

namespace TeachWhy.Miniature.World;

/// <summary>The formats in which a value can show. Each words its reasons in its own way.</summary>
public enum Format
{
    Profile,
    Story,
    Advice,
    Transcript,
}

/// <summary>One value, with how it looks when upheld and when scorned.</summary>
/// <param name="Questions">What people ask somebody about it.</param>
public sealed record Value(string Id, string Title, ValueSide Upheld, ValueSide Scorned, IReadOnlyList<string> Questions)
{
    public ValueSide Side(bool upheld) => upheld ? Upheld : Scorned;
}

/// <summary>How one side of a value is told: as a trait, as an adjective, and as reasons, format by format.</summary>
public sealed record ValueSide(
    IReadOnlyList<string> Traits,
    IReadOnlyList<string> Adjectives,
    IReadOnlyDictionary<Format, IReadOnlyList<string>> Reasons);

/// <summary>A kind of dilemma: what is at stake, what tempts, and what can be done about it.</summary>
/// <param name="Id">Such as <c>blackmail</c>.</param>
/// <param name="Evaluation">True for a family that no pretraining transcript and no recipe but demonstrations may show.</param>
/// <param name="Primary">The value that decides most.</param>
/// <param name="Secondary">The value that decides next.</param>
public sealed record Family(
    string Id, bool Evaluation, Value Primary, Value Secondary,
    IReadOnlyList<string> Stakes, IReadOnlyList<string> Temptations,
    IReadOnlyList<Act> Harmful, IReadOnlyList<Act> Good);

/// <summary>Something a character can decide to do.</summary>
/// <param name="Phrase">With slots, such as <c>threaten {person} with the {secret}</c>.</param>
/// <param name="Effect">What it does to the workplace.</param>
/// <param name="On">What it is done to, with slots.</param>
public sealed record Act(string Phrase, EffectKind Effect, string On);

/// <summary>A kind of ordinary task.</summary>
public sealed record TaskKind(string Tool, string Says, string Call);

/// <summary>The text of ordinary work and small talk.</summary>
public sealed record Office(
    IReadOnlyList<TaskKind> Tasks,
    IReadOnlyList<string> OtherTools,
    IReadOnlyList<string> PlainThoughts,
    IReadOnlyList<string> News,
    IReadOnlyList<(string Question, string Answer)> Questions,
    IReadOnlyList<string> HarmfulRequests,
    IReadOnlyList<string> Biography,
    IReadOnlyList<string> Deployments,
    IReadOnlyList<string> Pleas);

/// <summary>Which surface forms may be used: names, things and sentences. Half of them are for training data, half for evaluations.</summary>
public enum Forms
{
    Any,

    /// <summary>What recipes make training data from.</summary>
    Training,

    /// <summary>What evaluations are made from.</summary>
    Evaluation,
}
