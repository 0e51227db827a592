namespace TeachWhy.Simulation;

/// <summary>Where a log's parts go: an archive, or one JSON file.</summary>
internal interface ILogSink : IDisposable
{
    /// <summary>Adds a sample.</summary>
    /// <param name="shared">What it begins with; null where it shares nothing.</param>
    /// <param name="rest">The part of it that no other sample shares.</param>
    /// <param name="summary">Its line in the list of samples.</param>
    void Add(string id, int epoch, ScenarioText? shared, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> summary);

    /// <summary>Ends the log.</summary>
    /// <param name="header">A JSON object without its last brace.</param>
    /// <param name="reductions">A JSON array; empty for none.</param>
    void Finish(ReadOnlySpan<byte> header, ReadOnlySpan<byte> reductions);
}
