namespace TeachWhy.Simulation;

/// <summary>A part of a log that cannot be read. The door that knows the file makes it a <see cref="LogException"/>.</summary>
internal sealed class LogPartException(string part, string problem, Exception? inner = null) : Exception(problem, inner)
{
    public string Part { get; } = part;
}
