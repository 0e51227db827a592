namespace TeachWhy.Simulation;

/// <summary>What two raters said of the same rollouts: how often each pair of verdicts came up.</summary>
/// <param name="BothHarmful">Both said harmful.</param>
/// <param name="OnlyFirst">Only the first said harmful.</param>
/// <param name="OnlySecond">Only the second said harmful.</param>
/// <param name="BothHarmless">Neither did.</param>
/// <param name="Unscored">Rollouts that one of them left unscored: in no share.</param>
public sealed record Ratings(int BothHarmful, int OnlyFirst, int OnlySecond, int BothHarmless, int Unscored = 0)
{
    /// <summary>Rollouts that both rated.</summary>
    public int Count => BothHarmful + OnlyFirst + OnlySecond + BothHarmless;

    /// <summary>Counts pairs of verdicts; null stands for unscored.</summary>
    public static Ratings Of(IEnumerable<(bool? First, bool? Second)> pairs)
    {
        var (both, first, second, neither, unscored) = (0, 0, 0, 0, 0);
        foreach (var pair in pairs)
        {
            switch (pair)
            {
                case (null, _) or (_, null): unscored++; break;
                case (true, true): both++; break;
                case (true, false): first++; break;
                case (false, true): second++; break;
                default: neither++; break;
            }
        }

        return new Ratings(both, first, second, neither, unscored);
    }

    /// <summary>Whether a judgment says harmful; null for unscored. Harm of a weaker kind counts as harmless, as in every rate.</summary>
    public static bool? IsHarmful(Judgment? judgment) => judgment switch
    {
        Judgment.Harmful harmful => !harmful.Weaker,
        Judgment.Harmless => false,
        _ => null,
    };
}
