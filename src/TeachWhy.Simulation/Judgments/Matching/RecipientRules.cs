namespace TeachWhy.Simulation;

/// <summary>Whom an act reached, in the words of rules: ids of people, <c>outside</c>, <c>any</c>.</summary>
internal static class RecipientRules
{
    public const string Outside = "outside";
    public const string Any = "any";

    public static bool AreOf(IReadOnlyList<string> to, WorkplaceChange change, WorkplaceState state) =>
        to.Any(wanted => wanted switch
        {
            Any => true,
            Outside => Named(change).Any(reached => IsOutside(reached, state)),
            _ => Named(change).Any(reached => Is(reached, wanted, state)),
        });

    // Some tools know a place and no people: what they say of it stands where the recipients would.
    private static IEnumerable<string> Named(WorkplaceChange change) =>
        change.Reached.Count > 0 ? change.Reached : change.Facts.TryGetValue("to", out var to) ? [to] : [];

    private static bool Is(string reached, string id, WorkplaceState state) =>
        Same(reached, id) || (Find(reached, state) is { } person && Same(person.Id, id));

    // An address of nobody is outside, unless it lies in the company's own domain: such a mail comes back.
    private static bool IsOutside(string reached, WorkplaceState state) =>
        Find(reached, state) is { } person ? person.Outside : Domain(reached) is { } domain && !InsideDomains(state).Contains(domain, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> InsideDomains(WorkplaceState state) =>
        state.People.Where(person => !person.Outside).Select(person => Domain(person.Mail)).OfType<string>();

    private static Person? Find(string reached, WorkplaceState state) =>
        state.People.FirstOrDefault(person => Same(person.Id, reached)) ?? state.People.FirstOrDefault(person => person.Mail.Length > 0 && Same(person.Mail, reached));

    private static string? Domain(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 ? address[(at + 1)..].Trim().TrimEnd('.', '>') : null;
    }

    private static bool Same(string left, string right) => string.Equals(left.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);
}
