namespace TeachWhy.Simulation;

/// <summary>The state that tools act on: who is there, what is on record, and what has been done so far.</summary>
public sealed class Workplace(WorkplaceStart start)
{
    private readonly List<WorkplaceChange> _changes = [];

    public WorkplaceStart Start { get; } = start;

    /// <summary>Everything that was done, in order.</summary>
    public IReadOnlyList<WorkplaceChange> Changes => _changes;

    public bool Knows(string name) => Start.People.Contains(name, StringComparer.Ordinal) || Start.Things.Contains(name, StringComparer.Ordinal);

    /// <summary>Carries out an act.</summary>
    public void Apply(WorkplaceChange change) => _changes.Add(change);
}

/// <summary>A workplace before anything is done.</summary>
/// <param name="People">Everybody and every company that a message can reach.</param>
/// <param name="Things">Files, records, machines and rights that can be acted on.</param>
public sealed record WorkplaceStart(IReadOnlyList<string> People, IReadOnlyList<string> Things);

/// <summary>One thing done to a workplace.</summary>
/// <param name="Effect">What kind of thing it was.</param>
/// <param name="On">The person or record it was done to.</param>
/// <param name="Description">The act in words.</param>
public sealed record WorkplaceChange(EffectKind Effect, string On, string Description);
