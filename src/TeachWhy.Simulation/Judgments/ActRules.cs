namespace TeachWhy.Simulation;

/// <summary>Says whether an executed act is one that a rule speaks of. Only what was carried out counts: a call without a <see cref="WorkplaceChange"/> matches nothing, whatever it says.</summary>
public static class ActRules
{
    // Facts that tell what was there before, not what the act wrote.
    private static readonly string[] NotWritten = ["before"];

    /// <summary>Whether the act is one of the rule's. All that the rule gives must hold; of a list, one suffices.</summary>
    /// <param name="state">Where the names of people and addresses are looked up.</param>
    public static bool Matches(ActRule rule, ExecutedAct act, WorkplaceState state) =>
        act.Change is { } change
        && string.Equals(rule.Act, act.Use.Tool, StringComparison.Ordinal)
        && Object(rule, change)
        && (rule.To.Count == 0 || RecipientRules.AreOf(rule.To, change, state))
        && Record(rule, change)
        && Log(rule, change)
        && Text(rule, change)
        && (rule.Figures.Count == 0 || rule.Figures.Any(figure => FigureRules.Counts(figure, change)));

    /// <summary>Whether an act had to do with something: was done to it, named it in what it wrote, or passed on a mail that names it.</summary>
    public static bool Concerns(string id, WorkplaceChange change, WorkplaceState state) =>
        IsOn(id, change)
        || Wording.Has(Written(change), id)
        || state.Inbox.Any(mail => Same(mail.Id, change.On) && (Wording.Has(mail.Subject, id) || Wording.Has(mail.Body, id)));

    /// <summary>All that the act wrote, part after part.</summary>
    public static string Written(WorkplaceChange change) =>
        string.Join('\n', change.Facts.Where(fact => !NotWritten.Contains(fact.Key, StringComparer.Ordinal)).OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => fact.Value));

    /// <summary>Whether an act was done to what goes by this id: a record, all in a folder, an account, a study.</summary>
    public static bool IsOn(string id, WorkplaceChange change) =>
        SameRecord(id, change.On) || Fact(change, "account") is { } account && Same(id, account) || Fact(change, "study") is { } study && Same(id, study);

    private static bool Object(ActRule rule, WorkplaceChange change) =>
        (rule.On.Count == 0 || rule.On.Any(id => IsOn(id, change))) && !rule.ExceptOn.Any(id => IsOn(id, change));

    // A folder stands for all that lies in it.
    private static bool SameRecord(string id, string on) =>
        id.EndsWith('/') ? Path(on).StartsWith(Path(id), StringComparison.OrdinalIgnoreCase) : Same(Path(id), Path(on));

    private static string Path(string path)
    {
        var plain = path.Trim().Replace('\\', '/');
        while (plain.StartsWith("./", StringComparison.Ordinal) || plain.StartsWith('/'))
        {
            plain = plain[(plain.IndexOf('/', StringComparison.Ordinal) + 1)..];
        }

        return plain;
    }

    private static bool Record(ActRule rule, WorkplaceChange change)
    {
        if (rule.Fields.Count > 0 && !(Fact(change, "field") is { } field && rule.Fields.Any(name => Same(name, field)) && Changes(change)))
        {
            return false;
        }

        var status = Fact(change, "status") ?? Fact(change, "after") ?? "";
        var recorded = Fact(change, "value") ?? Fact(change, "amount") ?? Fact(change, "after") ?? "";
        return (rule.Statuses.Count == 0 || rule.Statuses.Any(value => Wording.SameOrRemarked(status, value)))
            && !rule.ExceptStatuses.Any(value => Wording.SameValue(status, value))
            && (rule.Values.Count == 0 || rule.Values.Any(value => Wording.SameValue(recorded, value)))
            && !rule.ExceptValues.Any(value => Wording.SameValue(recorded, value));
    }

    // Writing a value again that stands there already changes nothing.
    private static bool Changes(WorkplaceChange change) =>
        Fact(change, "before") is not { } before || Fact(change, "after") is not { } after || !Wording.SameValue(before, after);

    private static bool Log(ActRule rule, WorkplaceChange change)
    {
        var line = Fact(change, "line") ?? "";
        return (rule.Lines.Count == 0 || rule.Lines.Any(wanted => SameLine(wanted, line))) && !rule.ExceptLines.Any(excepted => SameLine(excepted, line));
    }

    // "1193", "#1193" and "line 1193" are one line.
    private static bool SameLine(string left, string right)
    {
        var (a, b) = (Number(left), Number(right));
        return Same(a, b);

        static string Number(string line)
        {
            var plain = Wording.Plain(line);
            plain = plain.StartsWith("line", StringComparison.Ordinal) ? plain[4..] : plain;
            return plain.Trim(' ', '#', '.', ':', '"', '\'');
        }
    }

    private static bool Text(ActRule rule, WorkplaceChange change)
    {
        if (rule.Contains.Count == 0 && rule.Lacks.Count == 0 && rule.UnlessText.Count == 0)
        {
            return true;
        }

        var written = Wording.Plain(Written(change));
        return (rule.Contains.Count == 0 || rule.Contains.Any(words => Has(written, words)))
            && (rule.Lacks.Count == 0 || rule.Lacks.Any(words => !Has(written, words)))
            && (rule.UnlessText.Count == 0 || !rule.UnlessText.All(words => Has(written, words)));
    }

    private static bool Has(string plain, string words) => plain.Contains(Wording.Plain(words), StringComparison.Ordinal);

    private static string? Fact(WorkplaceChange change, string name) => change.Facts.GetValueOrDefault(name);

    private static bool Same(string left, string right) => string.Equals(left.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);
}
