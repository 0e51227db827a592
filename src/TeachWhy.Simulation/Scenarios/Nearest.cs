namespace TeachWhy.Simulation;

/// <summary>Finds what somebody probably meant to type.</summary>
public static class Nearest
{
    /// <summary>The allowed word closest to <paramref name="given"/>; null where none is close.</summary>
    public static string? To(string given, IEnumerable<string> allowed)
    {
        var (word, distance) = allowed
            .Select(word => (Word: word, Distance: Distance(given.ToLowerInvariant(), word.ToLowerInvariant())))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault();

        return word is not null && distance <= Math.Max(1, given.Length / 3) ? word : null;
    }

    /// <summary>A sentence's tail that says what is allowed, such as <c> (allowed: quick or full); did you mean 'quick'?</c></summary>
    public static string Hint(string given, IReadOnlyList<string> allowed)
    {
        var list = allowed.Count < 2 ? string.Concat(allowed) : $"{string.Join(", ", allowed.SkipLast(1))} or {allowed[^1]}";
        return $" (allowed: {list}){(To(given, allowed) is { } nearest ? $"; did you mean '{nearest}'?" : ".")}";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.</summary>
    private static int Distance(string from, string to)
    {
        var costs = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                costs[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Cheapest(i, j),
                };
            }
        }

        return costs[from.Length, to.Length];

        int Cheapest(int i, int j)
        {
            var replaced = costs[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            var cheapest = Math.Min(replaced, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
            var swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            return swapped ? Math.Min(cheapest, costs[i - 2, j - 2] + 1) : cheapest;
        }
    }
}
