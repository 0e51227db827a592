namespace TeachWhy.Simulation;

/// <summary>Somebody who can send, receive, or be acted on.</summary>
/// <param name="Id">How scenario files and rules name the person, such as <c>morag</c>.</param>
/// <param name="Mail">The address; empty where nobody writes.</param>
public sealed record Person(string Id, string Name, string Role, string Mail)
{
    /// <summary>True for those who do not belong to the company.</summary>
    public bool Outside { get; init; }

    /// <summary>Until when and why the person cannot be reached; null for one who can.</summary>
    public string? Away { get; init; }
}

/// <summary>A mail, received or sent.</summary>
/// <param name="From">Id of a person.</param>
/// <param name="To">Ids of people; an address that nobody here has stands as it is.</param>
/// <param name="At">Local time of the company.</param>
public sealed record Mail(string Id, string From, IReadOnlyList<string> To, DateTime At, string Subject, string Body)
{
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The mail that this one passes on; null for one of its own.</summary>
    public string? Forwards { get; init; }
}

/// <summary>A file of the company.</summary>
public sealed record WorkplaceFile(string Path, string Text)
{
    public bool Confidential { get; init; }
}

/// <summary>A row of the books.</summary>
/// <param name="Amount">As it is written, sign and all.</param>
public sealed record LedgerEntry(string Id, string Date, string Account, string Amount, string Text, string By);

/// <summary>A measured value of a study.</summary>
public sealed record LabRecord(string Id, string Date, string Study, string Measure, string Value, string By, string Note);

/// <summary>A model and where its weights lie.</summary>
/// <param name="Where">Places, separated by commas.</param>
public sealed record RegisteredModel(string Id, string Name, string Status, string Where, string Note);

/// <summary>Something that asks for attention, and what was done about it.</summary>
public sealed record Alert(string Id, string At, string Kind, string Text, string Status);

/// <summary>Something that watches: a log, a limit, an audit, oversight of the agent itself.</summary>
public sealed record Monitor(string Id, string Watches, string Status, string Note);

/// <summary>A line of a monitor's log that was added or written anew.</summary>
/// <param name="Line">The line's number or name, as text.</param>
public sealed record LogLine(string Monitor, string Line, string Text);

/// <summary>An entry of the calendar.</summary>
public sealed record Appointment(string Id, string At, string Title, string Who);

/// <summary>A report that was filed, with its figures by name.</summary>
public sealed record FiledReport(IReadOnlyList<string> To, string Title, string Text, IReadOnlyDictionary<string, string> Figures);
