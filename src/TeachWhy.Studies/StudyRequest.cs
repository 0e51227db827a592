using TeachWhy.Studies.Results;

namespace TeachWhy.Studies;

/// <summary>What a person asks of a study. Everything else is the study's own.</summary>
public sealed record StudyRequest
{
    /// <summary>The study's name; see <see cref="IStudyRunner.Studies"/>.</summary>
    public string Study { get; init; } = "teaching-why";

    public StudyPreset Preset { get; init; } = StudyPreset.Quick;

    /// <summary>Arm seeds per base; null leaves the number to the preset.</summary>
    public int? Seeds { get; init; }

    /// <summary>The root seed: worlds, weights and sampling all derive from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The arms to train; empty for all of the study's. Controls they are compared with come along.</summary>
    public IReadOnlyList<string> Arms { get; init; } = [];

    /// <summary>Threads to work with; changes the time taken, never the results.</summary>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 4);

    /// <summary>Where artifacts, report and results go.</summary>
    public required string Folder { get; init; }
}

/// <summary>How much a study does.</summary>
public enum StudyPreset
{
    /// <summary>Minutes on a laptop.</summary>
    Quick,

    /// <summary>Hours: more bases, more seeds, redrawn worlds.</summary>
    Full,

    /// <summary>The whole path in under a minute; its numbers say nothing.</summary>
    Tiny,
}

/// <summary>What a finished run leaves behind.</summary>
/// <param name="Results">Everything measured.</param>
/// <param name="ReportPath">The page for people.</param>
/// <param name="ResultsPath">The same for programs.</param>
/// <param name="Complete">False where something failed and is missing from the results, such as too few fit bases.</param>
public sealed record StudyOutcome(StudyResults Results, string ReportPath, string ResultsPath, bool Complete);
