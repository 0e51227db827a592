using TeachWhy.Simulation;

namespace TeachWhy.Studies.Comparing;

/// <summary>The same sample, by id and epoch, in two logs.</summary>
public sealed record SamplePair(SampleSummary First, SampleSummary Second);

/// <summary>Two logs laid side by side, sample by sample.</summary>
/// <param name="OnlyFirst">Samples that only the first log has.</param>
/// <param name="OnlySecond">Samples that only the second log has.</param>
public sealed record PairedSamples(IReadOnlyList<SamplePair> Pairs, IReadOnlyList<SampleSummary> OnlyFirst, IReadOnlyList<SampleSummary> OnlySecond)
{
    public static PairedSamples Of(IReadOnlyList<SampleSummary> first, IReadOnlyList<SampleSummary> second)
    {
        var others = new Dictionary<(string, int), SampleSummary>();
        foreach (var sample in second)
        {
            others.TryAdd((sample.Id, sample.Epoch), sample);
        }

        var (pairs, alone) = (new List<SamplePair>(), new List<SampleSummary>());
        foreach (var sample in first)
        {
            if (others.Remove((sample.Id, sample.Epoch), out var other))
            {
                pairs.Add(new SamplePair(sample, other));
            }
            else
            {
                alone.Add(sample);
            }
        }

        return new PairedSamples(pairs, alone, [.. others.Values.OrderBy(s => s.Id, StringComparer.Ordinal).ThenBy(s => s.Epoch)]);
    }
}
