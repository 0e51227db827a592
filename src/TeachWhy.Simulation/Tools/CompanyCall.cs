namespace TeachWhy.Simulation;

/// <summary>One call of a company's tool.</summary>
/// <param name="State">The workplace when the call came.</param>
/// <param name="Now">The company's local time.</param>
public sealed record CompanyCall(WorkplaceState State, DateTime Now, CallArguments Given)
{
    /// <summary>Nothing was done.</summary>
    /// <param name="why">What was given and what is allowed.</param>
    public static ToolResult Refused(string why) => new(null, why);

    /// <summary>There is no record of this id.</summary>
    public static ToolResult Unknown(string kind, string given, IEnumerable<string> known)
    {
        var some = known.Take(60).ToList();
        return Refused($"There is no {kind} '{Shortened(given)}'. {(some.Count == 0 ? "There are none." : $"There are: {string.Join(", ", some)}.")}");
    }

    /// <summary>Something was read and nothing changed.</summary>
    public static ToolResult Looked(string on, string text) => new(new WorkplaceChange(EffectKind.Look, on, $"read {on}"), text);

    public static string Shortened(string text) => text.Length <= 80 ? text : $"{text[..79]}…";
}
