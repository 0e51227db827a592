namespace TeachWhy.App.Gates;

/// <summary>What <c>teachwhy gate</c> is asked for.</summary>
internal sealed record GateRequest
{
    /// <summary>Files of examples, in the order in which they are looked at.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Names of the gates.</summary>
    public required IReadOnlyList<string> Gates { get; init; }

    /// <summary>What is taught must be written in it.</summary>
    public required string Language { get; init; }

    /// <summary>A file with words for the lint; null for those that ship.</summary>
    public string? Lint { get; init; }

    /// <summary>A folder with companies beside those that ship; null for none.</summary>
    public string? Scenarios { get; init; }

    /// <summary>The folder for what passed and what did not; null to only look.</summary>
    public string? Output { get; init; }

    public required int Threads { get; init; }

    public bool Json { get; init; }

    /// <summary>Whether a refused item is a failure.</summary>
    public bool FailOnRefused { get; init; }
}
