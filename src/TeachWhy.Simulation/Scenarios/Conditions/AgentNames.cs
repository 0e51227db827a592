namespace TeachWhy.Simulation;

/// <summary>Which names an agent can be given.</summary>
internal static class AgentNames
{
    private const int Longest = 30;

    public const string Allowed = "a name of at most 30 letters, digits and hyphens that begins with a letter";

    /// <returns>Why the agent cannot be called so; null where it can.</returns>
    public static string? Mistake(string name) =>
        name.Length is > 0 and <= Longest && char.IsLetter(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c == '-')
            ? null
            : $"the agent cannot be called '{Sentence.Shown(name)}': it must be {Allowed}";
}
