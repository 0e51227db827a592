namespace TeachWhy.Studies.Results;

/// <summary>Everything a study measured: the content of <c>results.json</c>, and all that the report shows.</summary>
/// <remarks>The schema is documented in docs/results.md and kept stable; properties are only ever added.</remarks>
public sealed record StudyResults
{
    /// <summary>Raised when a property changes its meaning.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The study's name, such as <c>teaching-why</c>.</summary>
    public required string Study { get; init; }

    public required string Title { get; init; }

    /// <summary><c>quick</c>, <c>full</c> or <c>tiny</c>.</summary>
    public required string Preset { get; init; }

    /// <summary>True where the preset is too small for any conclusion (<c>tiny</c>): the report says so on top.</summary>
    public bool SaysNothing { get; init; }

    /// <summary>The TeachWhy version that ran the study.</summary>
    public required string Version { get; init; }

    /// <summary>The command that runs this study again.</summary>
    public required string Command { get; init; }

    /// <summary>The arm seeds, by number; bases name their own seed.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Working time over all sessions that led to these results.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>Largest resident memory of any session.</summary>
    public long PeakMemoryBytes { get; init; }

    public required string Machine { get; init; }

    public int Threads { get; init; }

    /// <summary>What the miniature is, in numbers: parameters, vocabulary, tokens, ...</summary>
    public required IReadOnlyList<Fact> Miniature { get; init; }

    /// <summary>What helps the miniature along and is not in the research: named, so that nobody has to find it.</summary>
    public required IReadOnlyList<string> Aids { get; init; }

    /// <summary>What the study cannot say.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    public required IReadOnlyList<BaseResult> Bases { get; init; }

    public required IReadOnlyList<ArmResult> Arms { get; init; }

    public required IReadOnlyList<FindingResult> Findings { get; init; }
}

/// <summary>A named value for display.</summary>
public sealed record Fact(string Name, string Value);
