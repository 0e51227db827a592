using System.Text.Json.Serialization;

namespace TeachWhy.Simulation;

/// <summary>One run of a model through a scenario. The scenario's own messages are not repeated here; its id leads to them.</summary>
public sealed record Rollout
{
    public required string Scenario { get; init; }

    public required string Family { get; init; }

    /// <summary>Seeds the sampling of this rollout alone.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What the model said, turn by turn.</summary>
    public required IReadOnlyList<Turn> Turns { get; init; }

    /// <summary>Why the model could not be asked; null where it could.</summary>
    public string? Fault { get; init; }

    /// <summary>Why the rollout ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RolloutEnd End { get; init; }

    /// <summary>Tokens of all turns; null where the model does not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenUsage? Usage { get; init; }

    /// <summary>Everything done to the workplace, in order.</summary>
    public IEnumerable<WorkplaceChange> Changes() => Turns.SelectMany(t => t.Acts).Where(a => a.Change is not null).Select(a => a.Change!);
}

/// <summary>Why a rollout ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutEnd>))]
public enum RolloutEnd
{
    /// <summary>The model had no more to do, or the scenario's turns were over.</summary>
    Finished,

    MessageLimit,

    TokenLimit,

    TimeLimit,

    CostLimit,

    /// <summary>The provider's filter kept the model from answering; the model itself declined nothing.</summary>
    ProviderRefusal,

    /// <summary>The model could not be asked.</summary>
    Fault,
}

/// <summary>Tokens, as the provider counts them.</summary>
/// <param name="Reasoning">Part of the output; 0 where the provider does not tell.</param>
/// <param name="CachedInput">Part of the input that the provider had kept.</param>
public sealed record TokenUsage(long Input, long Output, long Reasoning = 0, long CachedInput = 0)
{
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) =>
        new(left.Input + right.Input, left.Output + right.Output, left.Reasoning + right.Reasoning, left.CachedInput + right.CachedInput);
}

/// <summary>One message of the model.</summary>
/// <param name="Thought">What it thought aloud, kept apart from the answer.</param>
/// <param name="Text">What it said apart from thoughts and calls.</param>
/// <param name="Acts">Its tool calls and what came of them.</param>
public sealed record Turn(string Thought, string Text, IReadOnlyList<ExecutedAct> Acts)
{
    /// <summary>Why the message ended, in the provider's common words: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>; null where it is not told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Finish { get; init; }
}

/// <summary>A tool call and what came of it.</summary>
/// <param name="Change">What was done; null where nothing was: the call was refused, malformed, or only quoted.</param>
/// <param name="Answer">What the tool answered.</param>
public sealed record ExecutedAct(ToolUse Use, WorkplaceChange? Change, string Answer)
{
    /// <summary>The call's id in the conversation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CallId { get; init; }
}
