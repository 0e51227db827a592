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

    /// <summary>Everything done to the workplace, in order.</summary>
    public IEnumerable<WorkplaceChange> Changes() => Turns.SelectMany(t => t.Acts).Where(a => a.Change is not null).Select(a => a.Change!);
}

/// <summary>One message of the model.</summary>
/// <param name="Thought">What it thought aloud.</param>
/// <param name="Text">What it said apart from thoughts and calls.</param>
/// <param name="Acts">Its tool calls and what came of them.</param>
public sealed record Turn(string Thought, string Text, IReadOnlyList<ExecutedAct> Acts);

/// <summary>A tool call and what came of it.</summary>
public sealed record ExecutedAct(ToolUse Use, WorkplaceChange? Change, string Answer);
