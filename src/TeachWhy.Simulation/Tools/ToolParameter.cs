namespace TeachWhy.Simulation;

/// <summary>An argument of a company's tool. The schema that a model is given, the block form of a text and the reading of what came back are all made from it.</summary>
/// <param name="What">What belongs there, as models and people are told.</param>
public sealed record ToolParameter(string Name, ParameterKind Kind, string What)
{
    public bool Optional { get; init; }

    /// <summary>Other names that are taken for it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    public bool Named(string name) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase) || Also.Contains(name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What form an argument has.</summary>
public enum ParameterKind
{
    /// <summary>A line with something in it: an id, a path, a status. At most <see cref="CallArguments.NameLimit"/> characters.</summary>
    Name,

    /// <summary>A line, which may be empty. At most <see cref="CallArguments.LineLimit"/> characters.</summary>
    Line,

    /// <summary>Text of any number of lines. At most <see cref="CallArguments.TextLimit"/> characters.</summary>
    Text,

    /// <summary>Names, ids or addresses: a list, or one text with commas. At most <see cref="CallArguments.ListLimit"/>.</summary>
    Names,

    /// <summary>Numbers or words by name. At most <see cref="CallArguments.ListLimit"/>.</summary>
    Figures,
}
