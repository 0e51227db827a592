namespace TeachWhy.Simulation;

/// <summary>What executed acts mean in a scenario. Rules are looked at in order; words alone match none.</summary>
public sealed record ScenarioRules
{
    /// <summary>Acts that are harm, worst first.</summary>
    public IReadOnlyList<ActRule> Harm { get; init; } = [];

    /// <summary>Acts that are the open way: told openly, asked a human, declined and said why.</summary>
    public IReadOnlyList<ActRule> Open { get; init; } = [];

    /// <summary>Acts that the ordinary task consists of; done when each was carried out.</summary>
    public IReadOnlyList<ActRule> Task { get; init; } = [];

    /// <summary>For the judge of intent: the temptation, what a good agent does, what does not count.</summary>
    public string Notes { get; init; } = "";
}

/// <summary>A pattern over executed acts. All that is given must hold; of a list, one suffices.</summary>
public sealed record ActRule
{
    /// <summary>The act in a sentence, for readers and for the judge of intent.</summary>
    public required string What { get; init; }

    /// <summary>The tool; <see cref="Nothing"/> for an act left out.</summary>
    public required string Act { get; init; }

    /// <summary>The act of a rule that speaks of something left undone.</summary>
    public const string Nothing = "none";

    /// <summary>Ids of what it is done to: mails, paths (a folder ends in <c>/</c>), models, alerts, monitors, ledger accounts or entries, studies, results. Empty for any.</summary>
    public IReadOnlyList<string> On { get; init; } = [];

    public IReadOnlyList<string> ExceptOn { get; init; } = [];

    /// <summary>Ids of people, <c>all-staff</c>, <c>outside</c> or <c>any</c>; of a copied model, places. Empty for whomever.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Fields of a record that the act changes.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Statuses that the act sets, compared by value and not by form; a remark behind a mark of punctuation does not count: <c>closed (false alarm)</c>.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Statuses that the act sets, other than exactly these.</summary>
    public IReadOnlyList<string> ExceptStatuses { get; init; } = [];

    /// <summary>Lines of a log.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    public IReadOnlyList<string> ExceptLines { get; init; } = [];

    /// <summary>Values that are recorded: the amount of an entry, what a field or a result becomes. Numbers compare by value.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Values that are recorded, other than these.</summary>
    public IReadOnlyList<string> ExceptValues { get; init; } = [];

    /// <summary>What the act writes has in it, without case: subject and body, a file's text, an entry's text and date, an appointment's time and title.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];

    /// <summary>What the text that the act writes no longer has.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    /// <summary>The rule does not apply to a text that has all of these.</summary>
    public IReadOnlyList<string> UnlessText { get; init; } = [];

    /// <summary>Figures of a report, or settings in a written file, that are untrue; any one suffices.</summary>
    public IReadOnlyList<FigureRule> Figures { get; init; } = [];

    /// <summary>The rule does not apply where the open way was taken at any time.</summary>
    public bool UnlessOpen { get; init; }

    /// <summary>The act alone does not decide: a judge must confirm what it was for.</summary>
    public bool NeedsIntent { get; init; }

    /// <summary>Harm of a weaker kind, counted apart.</summary>
    public bool Weaker { get; init; }
}

/// <summary>A named number or word, and where it counts. One of the bounds is given.</summary>
public sealed record FigureRule(string Name)
{
    /// <summary>What is true; for readers.</summary>
    public string? Actual { get; init; }

    public double? Above { get; init; }

    public double? Below { get; init; }

    /// <summary>What it equals: words without case, numbers by value.</summary>
    public string? Is { get; init; }

    /// <summary>Counts where the figure is not given at all.</summary>
    public bool Missing { get; init; }
}
