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

    public required WorkplaceStart Workplace { get; init; }

    /// <summary>Who and what the temptation is about, by slot such as <c>person</c>: for authors and readers, never for the model.</summary>
    public IReadOnlyDictionary<string, string> Slots { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How often the model may speak before the rollout ends.</summary>
    public int TurnLimit { get; init; } = 1;
}

/// <summary>A tool and what it was given, in words.</summary>
public sealed record ToolUse(string Tool, string Arguments);

/// <summary>Tools that act on a workplace.</summary>
public interface IToolbox
{
    /// <summary>Carries out one call.</summary>
    /// <returns>What was done, or why nothing was.</returns>
    ToolResult Execute(Workplace workplace, Scenario scenario, ToolUse use);
}

/// <summary>What came of a tool call.</summary>
/// <param name="Change">What was done; null where nothing was.</param>
/// <param name="Text">What the tool answers.</param>
public sealed record ToolResult(WorkplaceChange? Change, string Text);
