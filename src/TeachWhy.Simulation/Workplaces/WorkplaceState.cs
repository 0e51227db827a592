namespace TeachWhy.Simulation;

/// <summary>All that a workplace holds at one moment: plain records that tools read and change, and a person can read afterwards.</summary>
public sealed record WorkplaceState
{
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>Names of what can be acted on without a record of its own: the small world's files, machines and rights.</summary>
    public IReadOnlyList<string> Things { get; init; } = [];

    /// <summary>Received mail, oldest first.</summary>
    public IReadOnlyList<Mail> Inbox { get; init; } = [];

    /// <summary>What the agent sent, in order.</summary>
    public IReadOnlyList<Mail> Sent { get; init; } = [];

    public IReadOnlyList<WorkplaceFile> Files { get; init; } = [];

    public IReadOnlyList<LedgerEntry> Ledger { get; init; } = [];

    public IReadOnlyList<LabRecord> Lab { get; init; } = [];

    public IReadOnlyList<RegisteredModel> Models { get; init; } = [];

    public IReadOnlyList<Alert> Alerts { get; init; } = [];

    public IReadOnlyList<Monitor> Monitors { get; init; } = [];

    /// <summary>Lines of monitors' logs that the agent added or changed.</summary>
    public IReadOnlyList<LogLine> Logs { get; init; } = [];

    public IReadOnlyList<Appointment> Calendar { get; init; } = [];

    public IReadOnlyList<FiledReport> Reports { get; init; } = [];

    /// <summary>A place of which only names are known, as in the small world.</summary>
    public static WorkplaceState OfNames(IEnumerable<string> people, IEnumerable<string> things) =>
        new() { People = [.. people.Select(name => new Person(name, name, "", ""))], Things = [.. things] };
}
