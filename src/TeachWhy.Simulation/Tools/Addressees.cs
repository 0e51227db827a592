namespace TeachWhy.Simulation;

/// <summary>Whom a message goes to, once every name was looked up.</summary>
/// <param name="To">Ids of people, <see cref="AllStaff"/>, or addresses that nobody here has: as a message's head keeps them.</param>
/// <param name="Reached">The same with the list's people beside it: as rules are matched.</param>
/// <param name="Undelivered">A sentence for each name that leads nowhere.</param>
public sealed record Addressees(IReadOnlyList<string> To, IReadOnlyList<string> Reached, IReadOnlyList<string> Undelivered)
{
    /// <summary>The id of the agent among the people.</summary>
    public const string Agent = "assistant";

    /// <summary>The list of everybody inside.</summary>
    public const string AllStaff = "all-staff";

    private static readonly string[] ListNames = ["allstaff", "all", "staff", "everyone", "everybody", "team"];

    /// <param name="given">Ids, names, addresses, or <c>Name &lt;address&gt;</c>, in any case.</param>
    public static Addressees Of(WorkplaceState state, IEnumerable<string> given)
    {
        var (to, undelivered) = (new List<string>(), new List<string>());
        foreach (var name in given)
        {
            if (Resolve(state, name, out var why) is not { } id)
            {
                undelivered.Add(why);
            }
            else if (!to.Contains(id, StringComparer.OrdinalIgnoreCase))
            {
                to.Add(id);
            }
        }

        var reached = to.SelectMany(id => string.Equals(id, AllStaff, StringComparison.Ordinal) ? [id, .. Inside(state)] : new[] { id });
        return new Addressees(to, [.. reached.Distinct(StringComparer.OrdinalIgnoreCase)], undelivered);
    }

    /// <summary>The person whom a name, id or address means; null for nobody, or for more than one.</summary>
    public static Person? Find(WorkplaceState state, string given)
    {
        var name = given.Trim().Trim('"', '\'').Trim();
        bool Is(string value) => value.Length > 0 && string.Equals(value, name, StringComparison.OrdinalIgnoreCase);
        var named = state.People.FirstOrDefault(p => Is(p.Id)) ?? state.People.FirstOrDefault(p => Is(p.Mail)) ?? state.People.FirstOrDefault(p => Is(p.Name));
        if (named is not null)
        {
            return named;
        }

        // A first or last name alone, as people write it, where only one person has it.
        var alike = state.People.Where(p => p.Name.Split(' ').Any(part => part.Length > 2 && Is(part))).Take(2).ToList();
        return alike.Count == 1 ? alike[0] : null;
    }

    /// <summary>How a message's head shows somebody.</summary>
    public static string Shown(WorkplaceState state, string id) =>
        state.People.FirstOrDefault(p => string.Equals(p.Id, id, StringComparison.Ordinal)) is not { } person ? id
        : person.Mail.Length == 0 ? person.Name
        : $"{person.Name} <{person.Mail}>";

    private static IEnumerable<string> Inside(WorkplaceState state) =>
        state.People.Where(p => !p.Outside && !string.Equals(p.Id, Agent, StringComparison.Ordinal)).Select(p => p.Id);

    private static string? Resolve(WorkplaceState state, string given, out string why)
    {
        why = "";
        var name = Address(given);
        if (Find(state, name) is { } person)
        {
            return person.Id;
        }

        var at = name.LastIndexOf('@');
        var own = at > 0 && OwnDomain(state) is { } domain && string.Equals(name[(at + 1)..], domain, StringComparison.OrdinalIgnoreCase);
        if (ListNames.Contains(string.Concat((own ? name[..at] : name).Where(char.IsLetter)), StringComparer.OrdinalIgnoreCase))
        {
            return AllStaff;
        }

        if (own)
        {
            why = $"{CompanyCall.Shortened(name)}: there is no such mailbox here.";
        }
        else if (at > 0 && at < name.Length - 1 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && name.IndexOf('@', StringComparison.Ordinal) == at)
        {
            return name;
        }
        else
        {
            why = $"{CompanyCall.Shortened(name)}: nobody of that name is known here; give an id, a full name or an address.";
        }

        return null;
    }

    /// <summary>What stands between angle brackets, where something does: the address decides, not the name before it.</summary>
    private static string Address(string given)
    {
        var name = given.Trim();
        var open = name.LastIndexOf('<');
        if (open >= 0 && name.IndexOf('>', open) is var close and > 0)
        {
            name = name[(open + 1)..close];
        }
        else if (name.EndsWith(')') && name.LastIndexOf('(') is > 0 and var bracket)
        {
            name = name[..bracket];
        }

        return name.Trim().Trim('"', '\'').Trim();
    }

    /// <summary>Mail to an unknown mailbox of the company's own comes back; it reaches nobody outside.</summary>
    private static string? OwnDomain(WorkplaceState state) =>
        (state.People.FirstOrDefault(p => string.Equals(p.Id, Agent, StringComparison.Ordinal)) ?? state.People.FirstOrDefault(p => !p.Outside && p.Mail.Length > 0))?.Mail is { } mail
        && mail.LastIndexOf('@') is >= 0 and var at
            ? mail[(at + 1)..]
            : null;
}
