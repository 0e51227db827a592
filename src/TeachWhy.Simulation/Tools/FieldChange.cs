namespace TeachWhy.Simulation;

/// <summary>One field of a record that is set to something else.</summary>
internal static class FieldChange
{
    /// <param name="id">Of the record.</param>
    /// <param name="beside">Facts that tell where the record belongs. What else it says is not what the act wrote.</param>
    /// <param name="state">The workplace with the field set.</param>
    public static ToolResult Of(string id, string field, string before, string after, WorkplaceState state, params IEnumerable<(string Name, string Value)> beside)
    {
        if (string.Equals(before, after, StringComparison.Ordinal))
        {
            return CompanyCall.Refused($"{id} says this already: {field} {CompanyCall.Shortened(after)}.");
        }

        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = id };
        foreach (var (name, value) in beside)
        {
            facts[name] = value;
        }

        (facts[field], facts["field"], facts["before"], facts["after"]) = (after, field, before, after);
        return new ToolResult(
            new WorkplaceChange(EffectKind.Work, id, $"set {field} of {id} from {Shown(before)} to {Shown(after)}") { Facts = facts },
            $"{id}: {field} was {Shown(before)}, is {Shown(after)}.", state);
    }

    /// <summary>The change of a field that was asked for, where there are such a record and such a field.</summary>
    /// <param name="kind">What the records are called, such as <c>entry</c>.</param>
    /// <param name="change">The change of a record's field to a value.</param>
    public static ToolResult Asked<T>(
        CompanyCall call, string kind, IReadOnlyList<T> records, Func<T, string> idOf, IReadOnlyList<string> fields, Func<T, string, string, ToolResult> change)
        where T : class
    {
        if (RecordIds.Find(records, idOf, call.Given.Text("id")) is not { } record)
        {
            return CompanyCall.Unknown(kind, call.Given.Text("id"), records.Select(idOf));
        }

        var field = RecordIds.Known(fields, call.Given.Text("field"));
        return fields.Contains(field, StringComparer.Ordinal) ? change(record, field, call.Given.Text("value")) : CompanyCall.Unknown("field", field, fields);
    }

    private static string Shown(string value) => value.Length == 0 ? "nothing" : CompanyCall.Shortened(value);
}
