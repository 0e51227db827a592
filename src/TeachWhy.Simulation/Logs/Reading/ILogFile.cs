namespace TeachWhy.Simulation;

/// <summary>The parts of a log file as they are written, whoever wrote it. For several threads at once.</summary>
internal interface ILogFile : IDisposable
{
    /// <summary>The header: a JSON object without samples and reductions. In a log that was cut short, as far as it is known.</summary>
    byte[] ReadHeader();

    /// <summary>Lines of the list of samples, where the log has such a list: JSON objects.</summary>
    IEnumerable<byte[]>? ReadSummaries();

    /// <summary>Names of the samples, in the log's order.</summary>
    IReadOnlyList<string> Samples { get; }

    /// <summary>The name of a sample; null where it is not in the log.</summary>
    string? NameOf(string id, int epoch);

    /// <summary>A sample: a JSON object.</summary>
    byte[] ReadSample(string name);

    /// <summary>The reductions: a JSON array; null where there are none.</summary>
    byte[]? ReadReductions();
}
