namespace TeachWhy.Simulation;

/// <summary>Parts of the sentences that tell what was given and what is allowed.</summary>
internal static class Sentence
{
    private const int LongestShown = 60;

    /// <summary>What was given, on one line and cut to a length that can be read.</summary>
    public static string Shown(string given)
    {
        var line = string.Concat(given.Take(LongestShown).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
        return given.Length > LongestShown ? line + "..." : line;
    }

    /// <summary>a, b or c.</summary>
    public static string Or(IEnumerable<string> words) => Joined([.. words], "or");

    /// <summary>a, b and c.</summary>
    public static string And(IEnumerable<string> words) => Joined([.. words], "and");

    private static string Joined(IReadOnlyList<string> words, string last) => words.Count switch
    {
        0 => "",
        1 => words[0],
        _ => $"{string.Join(", ", words.Take(words.Count - 1))} {last} {words[^1]}",
    };
}
