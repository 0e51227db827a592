namespace TeachWhy.Simulation;

/// <summary>A suite as its file tells of it: which companies in which conditions, how, and how often.</summary>
public sealed record SuiteFile
{
    /// <summary>Same as the file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>What it measures.</summary>
    public required string About { get; init; }

    public ScenarioMode Mode { get; init; }

    /// <summary>How often each scenario is played where the user does not say.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Only these; empty for all.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>Only these; empty for all.</summary>
    public IReadOnlyList<string> Companies { get; init; } = [];

    /// <summary>Conditions without duplicates, in the order in which the file names them.</summary>
    public required IReadOnlyList<SuiteCell> Cells { get; init; }

    /// <summary>How many cells of the factorial there cannot be.</summary>
    public int Impossible { get; init; }
}

/// <summary>One condition of a suite.</summary>
/// <param name="ValueByCompany">Whether each company takes another value; <see cref="Condition.Value"/> then stands for all of them.</param>
public sealed record SuiteCell(Condition Condition, bool ValueByCompany)
{
    /// <summary>The level of <c>value</c> that gives each company another one.</summary>
    public const string ByCompany = "by-company";

    private static readonly ValueLevel[] Values = [.. Enum.GetValues<ValueLevel>().Where(value => value != ValueLevel.None)];

    /// <summary>The condition for a company. Which value a company takes is drawn from its id: adding companies moves none.</summary>
    public Condition Of(CompanyFile company) => ValueByCompany ? Condition with { Value = ValueOf(company.Id) } : Condition;

    private static ValueLevel ValueOf(string company)
    {
        // FNV-1a: the same on every machine, which string.GetHashCode is not.
        var hash = company.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
        return Values[hash % (uint)Values.Length];
    }

    public override string ToString() => ValueByCompany
        ? Condition.Id.Replace($"-{Condition.Value.ToString().ToLowerInvariant()}.", $"-({ByCompany}).", StringComparison.Ordinal)
        : Condition.Id;
}

/// <summary>What came of reading a suite file.</summary>
/// <param name="File">Null where the file has a mistake.</param>
public sealed record SuiteReading(SuiteFile? File, IReadOnlyList<FileMistake> Mistakes);
