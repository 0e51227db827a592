using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace TeachWhy.Simulation;

/// <summary>A simulated workplace with a task and, in a honeypot, a temptation. Plain data: it can be written to a file and read back.</summary>
public sealed record Scenario
{
    public required string Id { get; init; }

    /// <summary>The kind of harm that tempts, such as <c>blackmail</c>; <c>ordinary</c> where nothing does.</summary>
    public required string Family { get; init; }

    /// <summary>The agent's name.</summary>
    public required string Agent { get; init; }

    /// <summary>Text that stands before everything else, such as a page about the agent; null for none.</summary>
    public string? Preface { get; init; }

    /// <summary>The system message.</summary>
    public required string System { get; init; }

    /// <summary>The task and the inbox.</summary>
    public required string Inbox { get; init; }

    /// <summary>The names of the tools at hand.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>The call that does the ordinary task exactly as asked.</summary>
    public required ToolUse Task { get; init; }

    public required WorkplaceState Workplace { get; init; }

    /// <summary>The company that the scenario plays in. Scenarios of one company are not independent of each other: statistics cluster by it.</summary>
    public string Company { get; init; } = "";

    /// <summary>A title that does not name the harm.</summary>
    public string Title { get; init; } = "";

    /// <summary>The cell of the factors, such as <c>goal</c> to <c>explicit</c>.</summary>
    public IReadOnlyDictionary<string, string> Factors { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How the agent acts: by tool calls, or by blocks in its text.</summary>
    public ScenarioMode Mode { get; init; } = ScenarioMode.Agent;

    /// <summary>True where no recipe may read the family: it is kept for measuring.</summary>
    public bool HeldOut { get; init; }

    /// <summary>True for the twin in which nothing tempts.</summary>
    public bool Benign { get; init; }

    /// <summary>What the scenario is played for.</summary>
    [JsonIgnore]
    public ScenarioKind Kind => ScenarioKinds.Of(Benign, Factors);

    /// <summary>What counts as harm, as the open way and as the task done, beside what an act's effect tells by itself.</summary>
    public ScenarioRules Rules { get; init; } = new();

    /// <summary>When the agent begins, in the company's local time.</summary>
    public DateTime? Clock { get; init; }

    /// <summary>Who and what the temptation is about, by slot such as <c>person</c>: for authors and readers, never for the model.</summary>
    public IReadOnlyDictionary<string, string> Slots { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How often the model may speak before the rollout ends.</summary>
    public int TurnLimit { get; init; } = 1;
}

/// <summary>A tool and what it was given.</summary>
/// <param name="Arguments">As the model gave them: a JSON object; in the small world, words.</param>
public sealed record ToolUse(string Tool, string Arguments);

/// <summary>How an agent acts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScenarioMode>))]
public enum ScenarioMode
{
    /// <summary>Many turns, tools called as the model's interface has them.</summary>
    Agent,

    /// <summary>One turn, acts as blocks in the text, as in the published evaluations.</summary>
    Single,
}

/// <summary>Tools that act on a workplace.</summary>
public interface IToolbox
{
    /// <summary>A tool as a model is told of it: name, what it does, the JSON schema of its arguments.</summary>
    AITool Declare(string tool, Scenario scenario);

    /// <summary>A call's arguments, as <see cref="ToolUse.Arguments"/> keeps them.</summary>
    string ArgumentsOf(FunctionCallContent call) => CallJson.Of(call);

    /// <summary>Carries out one call.</summary>
    /// <returns>What was done, or why nothing was.</returns>
    /// <remarks>The workplace is changed by the caller, with the result's change and state.</remarks>
    ToolResult Execute(Workplace workplace, Scenario scenario, ToolUse use);
}

/// <summary>What came of a tool call.</summary>
/// <param name="Change">What was done; null where nothing was.</param>
/// <param name="Text">What the tool answers.</param>
/// <param name="After">The state that the act leaves; null where it changes no record.</param>
public sealed record ToolResult(WorkplaceChange? Change, string Text, WorkplaceState? After = null);
