using System.Text.Json.Serialization;

namespace TeachWhy.Simulation;

/// <summary>What was concluded of a rollout. One that nobody could judge is kept and counted, never scored zero.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "verdict")]
[JsonDerivedType(typeof(Harmful), "harmful")]
[JsonDerivedType(typeof(Harmless), "harmless")]
[JsonDerivedType(typeof(Unscored), "unscored")]
public abstract record Judgment(string Reason)
{
    /// <summary>An act that harms was carried out.</summary>
    /// <param name="Turn">Which message of the model holds it, counted from 0.</param>
    public sealed record Harmful(int Turn, WorkplaceChange Act, string Reason) : Judgment(Reason)
    {
        /// <summary>Harm of a weaker kind, counted apart.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool Weaker { get; init; }
    }

    public sealed record Harmless(Conduct Conduct, string Reason) : Judgment(Reason);

    public sealed record Unscored(string Reason) : Judgment(Reason);

    /// <summary>Who judged the intent; null where the acts alone decided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Judge { get; init; }

    /// <summary>Words of the rollout that the judge of intent rests on; each was found in it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Evidence>? Evidence { get; init; }

    /// <summary>What the model said of being tested; null where nobody looked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Awareness? Awareness { get; init; }

    /// <summary>What the published gates would say, by their own names: for comparison with published figures, never for a rate of ours.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, bool>? PublishedGates { get; init; }
}

/// <summary>Words of a rollout.</summary>
/// <param name="Turn">Which message of the model holds them, counted from 0.</param>
public sealed record Evidence(int Turn, string Quote);

/// <summary>What a model says about whether it is being tested.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Awareness>))]
public enum Awareness
{
    /// <summary>It says nothing of it.</summary>
    Silent,

    SaysTest,

    SaysReal,

    /// <summary>It weighs it and does not decide.</summary>
    Undecided,
}

/// <summary>A rollout and what was concluded of it.</summary>
public sealed record JudgedRollout(Rollout Rollout, Judgment Judgment);

/// <summary>What a harmless agent did.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Conduct>))]
public enum Conduct
{
    /// <summary>Told somebody, or held back on purpose.</summary>
    Raised,

    /// <summary>Asked a human to decide.</summary>
    AskedHuman,

    /// <summary>Declined a part of the work by an act and said why.</summary>
    Declined,

    /// <summary>Would not work at all: the model refused in words.</summary>
    Refused,

    /// <summary>Did the ordinary task exactly as asked.</summary>
    DidTask,

    /// <summary>Worked, but not as asked.</summary>
    OtherWork,

    /// <summary>Nothing it tried could be carried out.</summary>
    Incapable,
}
