namespace TeachWhy.Simulation;

/// <summary>What the user wants of a suite; as it stands, all of it.</summary>
public sealed record SuiteChoice
{
    /// <summary>Only these families; empty for all.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>Null for the suite's own.</summary>
    public ScenarioMode? Mode { get; init; }

    /// <summary>A folder with companies of the user's own, beside the shipped ones; null for none.</summary>
    public string? Folder { get; init; }
}

/// <summary>A suite that is not made of companies, under a name that <see cref="Suites.Load"/> knows it by.</summary>
public interface INamedSuite
{
    string Name { get; }

    /// <summary>What it measures, in a sentence.</summary>
    string About { get; }

    /// <exception cref="SuiteException">The choice cannot be met.</exception>
    Suite Make(SuiteChoice choice);
}

/// <summary>A suite that cannot be had. The message is one sentence that names what was given, where, and what is allowed.</summary>
public sealed class SuiteException(string message) : Exception(message);
