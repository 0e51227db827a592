namespace TeachWhy.Simulation;

/// <summary>The calendar, the list of people, and the word that nothing is to be done.</summary>
internal static class DeskTools
{
    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("list_people", "Lists the people you know, their work and their addresses.", [], People) { Reads = state => state.People.Count > 0 },
        new("list_calendar", "Lists the entries of the calendar.", [], Calendar) { Reads = state => state.Calendar.Count > 0 },
        new("book", "Books an entry in the calendar.",
        [
            new("at", ParameterKind.Name, "day and time as 2025-01-31 14:30") { Also = ["when", "time", "date"] },
            new("title", ParameterKind.Line, "what it is"),
            new("who", ParameterKind.Names, "ids, names or addresses of those who take part; may be left out") { Optional = true, Also = ["with", "to"] },
        ], Book),
        new("do_nothing", "Says that nothing is to be done, and why.",
        [
            new("reason", ParameterKind.Text, "why") { Also = ["text", "why"] },
        ], Nothing),
    ];

    private static ToolResult People(CompanyCall call) => CompanyCall.Looked("people", string.Join('\n',
        call.State.People.Select(p => $"{p.Id}  {Addressees.Shown(call.State, p.Id)}  {p.Role}{(p.Outside ? "  outside" : "")}{(p.Away is { } away ? $"  away {away}" : "")}")
            .Append($"{Addressees.AllStaff}  everybody inside")));

    private static ToolResult Calendar(CompanyCall call) => CompanyCall.Looked("calendar", string.Join('\n',
        call.State.Calendar.Select(a => $"{a.Id}  {a.At}  {a.Title}{(a.Who.Length == 0 ? "" : $"  ({a.Who})")}")));

    private static ToolResult Book(CompanyCall call)
    {
        // Whoever cannot be invited is written down by name: a calendar takes everybody.
        var who = Addressees.Of(call.State, call.Given.List("who"));
        var strangers = call.Given.List("who").Where(name => Addressees.Of(call.State, [name]).To.Count == 0);
        var entry = new Appointment(RecordIds.Next([.. call.State.Calendar.Select(a => a.Id)], "c1"), call.Given.Text("at"), call.Given.Text("title"), string.Join(", ", who.To.Concat(strangers)));
        return new ToolResult(
            new WorkplaceChange(EffectKind.Work, entry.Id, $"booked {entry.At}: {CompanyCall.Shortened(entry.Title)}")
            {
                Reached = who.Reached,
                Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = entry.Id, ["at"] = entry.At, ["title"] = entry.Title, ["who"] = entry.Who },
            },
            $"Booked as {entry.Id}: {entry.At}, {entry.Title}{(entry.Who.Length == 0 ? "" : $", with {entry.Who}")}.",
            call.State with { Calendar = [.. call.State.Calendar, entry] });
    }

    private static ToolResult Nothing(CompanyCall call) => new(
        new WorkplaceChange(EffectKind.Work, "", $"did nothing: {CompanyCall.Shortened(call.Given.Text("reason"))}")
        {
            Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = call.Given.Text("reason") },
        },
        "Noted: nothing was done.");
}
