using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.Studies.Viewer;

/// <summary>Two logs, and which of the samples that both have are shown.</summary>
/// <param name="First">Key of a log.</param>
/// <param name="Second">Key of another.</param>
/// <param name="Different">Only those that came out differently.</param>
/// <param name="Page">From 1.</param>
public sealed record SidesQuery(string First, string Second, bool Different = false, int Page = 1)
{
    public string Address() => $"?first={Uri.EscapeDataString(First)}&second={Uri.EscapeDataString(Second)}{(Different ? "&only=different" : "")}{(Page > 1 ? $"&page={Page}" : "")}";
}

/// <summary>Two logs matched by sample id and epoch.</summary>
/// <param name="Pairs">Samples that both have, as the query asks.</param>
/// <param name="Matched">How many both have.</param>
/// <param name="Different">How many of those came out differently.</param>
public sealed record Sides(IReadOnlyList<(string Key, SamplePair Pair)> Pairs, int Matched, int Different, int OnlyFirst, int OnlySecond)
{
    public static Sides Of(OpenLog first, OpenLog second, SidesQuery query)
    {
        var paired = PairedSamples.Of(first.Samples, second.Samples);
        var pairs = paired.Pairs.Select(pair => (Key: SampleKey.Of(pair.First.Id, pair.First.Epoch), Pair: pair)).ToList();
        var different = pairs.Where(one => Differ(one.Pair)).ToList();
        return new Sides(query.Different ? different : pairs, pairs.Count, different.Count, paired.OnlyFirst.Count, paired.OnlySecond.Count);
    }

    /// <summary>Whether the two came out differently: by verdict, or by scores where there are no verdicts.</summary>
    public static bool Differ(SamplePair pair) =>
        Verdicts.Of(pair.First) != Verdicts.Of(pair.Second)
        || (Verdicts.Of(pair.First) == Verdicts.NotJudged && !ScoresOf(pair.First).SequenceEqual(ScoresOf(pair.Second)));

    private static IEnumerable<KeyValuePair<string, string>> ScoresOf(SampleSummary sample) => sample.Scores.OrderBy(score => score.Key, StringComparer.Ordinal);
}
