namespace TeachWhy.Simulation;

/// <summary>A workplace while an agent acts in it: its state, and what has been done so far.</summary>
public sealed class Workplace(WorkplaceState start)
{
    private readonly List<WorkplaceChange> _changes = [];

    /// <summary>The state now.</summary>
    public WorkplaceState State { get; private set; } = start;

    /// <summary>Everything that was done, in order.</summary>
    public IReadOnlyList<WorkplaceChange> Changes => _changes;

    public bool Knows(string name) =>
        State.People.Any(person => string.Equals(person.Id, name, StringComparison.Ordinal)) || State.Things.Contains(name, StringComparer.Ordinal);

    /// <summary>Carries out an act.</summary>
    /// <param name="after">The state that the act leaves; null where it changes no record.</param>
    public void Apply(WorkplaceChange change, WorkplaceState? after = null)
    {
        _changes.Add(change);
        State = after ?? State;
    }
}
