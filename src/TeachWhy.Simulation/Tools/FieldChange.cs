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

    private static string Shown(string value) => value.Length == 0 ? "nothing" : CompanyCall.Shortened(value);
}
