using TeachWhy.Simulation;

namespace TeachWhy.App.Parsing;

/// <summary>Names that must be among those known.</summary>
internal static class Known
{
    /// <summary>The name itself where it is allowed.</summary>
    /// <exception cref="Mistake">It is not; the sentence says what is.</exception>
    public static string Name(string kind, string given, IReadOnlyList<string> allowed) =>
        allowed.Contains(given, StringComparer.Ordinal)
            ? given
            : throw new Mistake($"There is no {kind} named '{given}'{Nearest.Hint(given, allowed)}");
}
