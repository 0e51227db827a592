namespace TeachWhy.Simulation;

/// <summary>A kind of YAML file, as sentences about mistakes call it.</summary>
/// <param name="Name">Such as <c>a scenario file</c>.</param>
/// <param name="Holds">Such as <c>one company</c>.</param>
/// <param name="Keys">Two of its keys, such as <c>'scenario' and 'company'</c>.</param>
/// <param name="Page">Where the form is explained.</param>
internal sealed record YamlForm(string Name, string Holds, string Keys, string Page)
{
    public static YamlForm Company { get; } = new("a scenario file", "one company", "'scenario' and 'company'", "docs/scenarios.md") { Slots = ["agent", "value", "other"] };

    public static YamlForm Suite { get; } = new("a suite file", "one suite", "'suite' and 'cells'", "docs/suites.md");

    /// <summary>The slots that texts may hold; null where braces are only braces.</summary>
    public IReadOnlyList<string>? Slots { get; init; }
}
