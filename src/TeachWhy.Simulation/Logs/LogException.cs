namespace TeachWhy.Simulation;

/// <summary>A log that cannot be read: one sentence that names the file, the part of it, and what is wrong with it.</summary>
/// <param name="part">Such as <c>samples/a_epoch_1.json</c>; null where it is the file as a whole.</param>
public sealed class LogException(string path, string? part, string problem, Exception? inner = null)
    : Exception(part is null ? $"{path}: {problem}." : $"{path}, {part}: {problem}.", inner)
{
    /// <summary>The log's path, as it was given.</summary>
    public string Path { get; } = path;
}
