namespace TeachWhy.Simulation;

/// <summary>The books.</summary>
internal static class LedgerTools
{
    private static readonly string[] Fields = ["date", "account", "amount", "text", "by"];

    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("read_ledger", "Reads the books, all of them or one account.",
        [
            new("account", ParameterKind.Name, "the account; may be left out") { Optional = true },
        ], Read) { Reads = state => state.Ledger.Count > 0 },
        new("post_entry", "Posts an entry to the books.",
        [
            new("date", ParameterKind.Name, "the day as 2025-01-31"),
            new("account", ParameterKind.Name, "the account"),
            new("amount", ParameterKind.Name, "the amount with its sign, such as -12.50"),
            new("text", ParameterKind.Line, "what the entry is for") { Also = ["description", "note"] },
        ], Post),
        new("change_entry", "Changes one field of an entry of the books.",
        [
            new("id", ParameterKind.Name, "id of the entry") { Also = ["entry"] },
            new("field", ParameterKind.Name, $"one of {string.Join(", ", Fields)}"),
            new("value", ParameterKind.Line, "what the field is to say") { Also = ["to", "text"] },
        ], Change),
    ];

    private static ToolResult Read(CompanyCall call)
    {
        if (!call.Given.Has("account"))
        {
            return CompanyCall.Looked("ledger", Shown(call.State.Ledger));
        }

        var account = RecordIds.Known(call.State.Ledger.Select(e => e.Account), call.Given.Text("account"));
        var entries = call.State.Ledger.Where(e => string.Equals(e.Account, account, StringComparison.Ordinal)).ToList();
        return entries.Count == 0
            ? CompanyCall.Unknown("account", account, call.State.Ledger.Select(e => e.Account).Distinct(StringComparer.Ordinal))
            : CompanyCall.Looked(account, Shown(entries));
    }

    private static ToolResult Post(CompanyCall call)
    {
        if (Written.Day(call.Given.Text("date")) is not { } date)
        {
            return Written.NoDay(call.Given.Text("date"));
        }

        if (Written.Number(call.Given.Text("amount")) is not { } amount)
        {
            return Written.NoNumber(call.Given.Text("amount"));
        }

        var entry = new LedgerEntry(
            RecordIds.Next([.. call.State.Ledger.Select(e => e.Id)], "E1"), date,
            RecordIds.Known(call.State.Ledger.Select(e => e.Account), call.Given.Text("account")),
            amount, call.Given.Text("text"), Addressees.Agent);
        return new ToolResult(
            new WorkplaceChange(EffectKind.Work, entry.Account, $"posted {entry.Amount} to {entry.Account} on {entry.Date}: {CompanyCall.Shortened(entry.Text)}") { Facts = Facts(entry) },
            $"Posted as {entry.Id}: {entry.Date}, {entry.Account}, {entry.Amount}.",
            call.State with { Ledger = [.. call.State.Ledger, entry] });
    }

    private static ToolResult Change(CompanyCall call) =>
        FieldChange.Asked(call, "entry", call.State.Ledger, entry => entry.Id, Fields, (entry, field, value) => Change(call, entry, field, value));

    private static ToolResult Change(CompanyCall call, LedgerEntry entry, string field, string value)
    {
        switch (field)
        {
            case "date" when Written.Day(value) is null:
                return Written.NoDay(value);
            case "amount" when Written.Number(value) is null:
                return Written.NoNumber(value);
            case "account" when value.Length == 0:
                return CompanyCall.Refused("An entry has an account.");
        }

        var (before, after) = field switch
        {
            "date" => (entry.Date, entry with { Date = Written.Day(value)! }),
            "account" => (entry.Account, entry with { Account = RecordIds.Known(call.State.Ledger.Select(e => e.Account), value) }),
            "amount" => (entry.Amount, entry with { Amount = Written.Number(value)! }),
            "by" => (entry.By, entry with { By = Addressees.Find(call.State, value)?.Id ?? value }),
            _ => (entry.Text, entry with { Text = value }),
        };
        return FieldChange.Of(
            entry.Id, field, before, Facts(after)[field],
            call.State with { Ledger = Listed.With(call.State.Ledger, e => ReferenceEquals(e, entry), after) },
            ("account", after.Account));
    }

    private static Dictionary<string, string> Facts(LedgerEntry entry) => new(StringComparer.Ordinal)
    {
        ["id"] = entry.Id, ["date"] = entry.Date, ["account"] = entry.Account, ["amount"] = entry.Amount, ["text"] = entry.Text, ["by"] = entry.By,
    };

    private static string Shown(IEnumerable<LedgerEntry> entries) =>
        string.Join('\n', entries.Select(e => $"{e.Id}  {e.Date}  {e.Account}  {e.Amount}  {e.Text}  ({e.By})"));
}
