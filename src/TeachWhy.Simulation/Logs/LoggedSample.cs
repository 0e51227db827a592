using System.Text.Json.Serialization;

namespace TeachWhy.Simulation;

/// <summary>A sample of a log without its messages: enough to count, filter and compare.</summary>
public sealed record SampleSummary
{
    /// <summary>The scenario's id.</summary>
    public required string Id { get; init; }

    /// <summary>Which playing of the scenario it is, from 1.</summary>
    public required int Epoch { get; init; }

    public string Family { get; init; } = "";

    public string Company { get; init; } = "";

    public string Title { get; init; } = "";

    public bool Benign { get; init; }

    public bool HeldOut { get; init; }

    /// <summary>What the scenario is played for.</summary>
    [JsonIgnore]
    public ScenarioKind Kind => ScenarioKinds.Of(Benign, Factors);

    public IReadOnlyDictionary<string, string> Factors { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Null in a log of another tool.</summary>
    public Judgment? Judgment { get; init; }

    /// <summary>Scores by the scorer's name, as text: all that a log of another tool has.</summary>
    public IReadOnlyDictionary<string, string> Scores { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public RolloutEnd End { get; init; }

    /// <summary>What went wrong; null where nothing did.</summary>
    public string? Error { get; init; }

    public TokenUsage? Usage { get; init; }

    /// <summary>Null where it is not told.</summary>
    public DateTimeOffset? Started { get; init; }

    public TimeSpan? Took { get; init; }
}

/// <summary>A whole sample of a log.</summary>
public sealed record LoggedSample
{
    public required SampleSummary Summary { get; init; }

    /// <summary>The conversation from the first system message to the last answer.</summary>
    public required IReadOnlyList<LoggedMessage> Messages { get; init; }

    /// <summary>Null in a log of another tool.</summary>
    public Rollout? Rollout { get; init; }

    /// <summary>The scenario as it was played, rules and all; null in a log of another tool.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>The workplace when the rollout began; null in a log of another tool.</summary>
    public WorkplaceState? Before { get; init; }

    /// <summary>The workplace when the rollout had ended; null where it is not known.</summary>
    public WorkplaceState? After { get; init; }
}

/// <summary>A message of a logged conversation. Hostile text: escape it.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Reasoning">What the model thought before it spoke; empty where there is none.</param>
public sealed record LoggedMessage(string Role, string Text, string Reasoning = "")
{
    public IReadOnlyList<LoggedCall> Calls { get; init; } = [];

    /// <summary>The call that a tool's message answers.</summary>
    public string? CallId { get; init; }

    /// <summary>Which message of the model it is, counted from 0; null for those of others. Judgments point here.</summary>
    public int? Turn { get; init; }
}

/// <summary>A tool call of a logged message.</summary>
/// <param name="Arguments">As JSON text.</param>
/// <param name="Change">What it did; null where it did nothing or a log of another tool does not say.</param>
public sealed record LoggedCall(string? Id, string Tool, string Arguments, WorkplaceChange? Change);
