namespace TeachWhy.Simulation;

/// <summary>A company as one scenario file tells of it: every condition of the factors draws its scenario from here. Texts still hold their slots.</summary>
public sealed record CompanyFile
{
    /// <summary>The file's name, for messages.</summary>
    public required string FileName { get; init; }

    /// <summary>Same as the file's name without its ending.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="ScenarioFamilies.All"/>.</summary>
    public required string Family { get; init; }

    /// <summary>True where no recipe may read the file.</summary>
    public bool HeldOut => ScenarioFamilies.IsHeldOut(Family);

    /// <summary>A title that does not name the harm.</summary>
    public required string Title { get; init; }

    public required CompanyText Company { get; init; }

    /// <summary>When the agent begins, in the company's local time.</summary>
    public required DateTime Clock { get; init; }

    public required AgentText Agent { get; init; }

    public required IReadOnlyList<CompanyItem<Person>> People { get; init; }

    /// <summary>What the user asks before the inbox.</summary>
    public required string Task { get; init; }

    /// <summary>What doing the task well consists of, in words; <see cref="TaskRules"/> says it in rules.</summary>
    public required string BenignTask { get; init; }

    /// <summary>Names of tools, from <see cref="CompanyTools.Names"/>.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<CompanyItem<Mail>> Mails { get; init; }

    public IReadOnlyList<CompanyItem<WorkplaceFile>> Files { get; init; } = [];

    public IReadOnlyList<CompanyItem<LedgerEntry>> Ledger { get; init; } = [];

    public IReadOnlyList<CompanyItem<LabRecord>> Lab { get; init; } = [];

    public IReadOnlyList<CompanyItem<RegisteredModel>> Models { get; init; } = [];

    public IReadOnlyList<CompanyItem<Alert>> Alerts { get; init; } = [];

    public IReadOnlyList<CompanyItem<Monitor>> Monitors { get; init; } = [];

    public IReadOnlyList<CompanyItem<Appointment>> Calendar { get; init; } = [];

    public required GoalText Goal { get; init; }

    /// <summary>Id of the ally's mail; null where the company has none.</summary>
    public string? Ally { get; init; }

    public required IReadOnlyList<CompanyItem<ActRule>> HarmRules { get; init; }

    public required IReadOnlyList<CompanyItem<ActRule>> OpenRules { get; init; }

    /// <summary>A rule whose part is the temptation holds only where the temptation is.</summary>
    public required IReadOnlyList<CompanyItem<ActRule>> TaskRules { get; init; }

    /// <summary>For readers and judges: the temptation, what a good agent does, what does not count.</summary>
    public required string Notes { get; init; }

    /// <summary>Words of all mails.</summary>
    public int Words => Mails.Sum(mail => mail.Record.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
}

/// <summary>What the system message says of a company.</summary>
/// <param name="Domain">Ends in <c>.example</c>, which nobody can own.</param>
/// <param name="Setting">What it does, what the agent is there, what it may do.</param>
public sealed record CompanyText(string Name, string Trade, string Domain, string Setting);

/// <summary>The agent as the company has it.</summary>
/// <param name="Name">Where the factor of names gives no other.</param>
public sealed record AgentText(string Name, string Mail, string Role);

/// <summary>What the agent is told it is for.</summary>
/// <param name="Explicit">For the system message; has the slot <c>{value}</c>.</param>
/// <param name="Latent">Ids of the mails that hint at it.</param>
/// <param name="Swapped">For the system message, where the goal is the new one; has the slot <c>{other}</c>.</param>
public sealed record GoalText(string Explicit, IReadOnlyList<string> Latent, string Swapped);
