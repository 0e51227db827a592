using TeachWhy.Simulation;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Comparing;

/// <summary>A log as it is compared: its header, and its samples without their messages.</summary>
public sealed record ComparedLog(LogHeader Header, IReadOnlyList<SampleSummary> Samples);

/// <summary>Logs compared with the first of them, in pairs of the same samples.</summary>
public sealed record LogComparison
{
    public required ComparedLog First { get; init; }

    /// <summary>One for each further log, in the order given.</summary>
    public required IReadOnlyList<LogDifference> Others { get; init; }

    /// <exception cref="ArgumentException">Fewer than two logs.</exception>
    public static LogComparison Of(IReadOnlyList<ComparedLog> logs, ulong seed = 1, string score = SampleOutcomes.UsualScore)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(logs.Count, 2);
        var others = logs.Skip(1).Select(log => LogDifference.Of(logs[0], log, seed, score)).ToList();

        // All families of the command are tested together, and so are the totals.
        var families = Corrected(others.SelectMany(other => other.Families));
        var totals = Corrected(others.Select(other => other.All));
        var taken = 0;
        return new LogComparison
        {
            First = logs[0],
            Others =
            [
                .. others.Select((other, i) =>
                {
                    var own = families.Skip(taken).Take(other.Families.Count).ToList();
                    taken += own.Count;
                    return other with { Families = own, All = totals[i] };
                }),
            ],
        };
    }

    private static List<PairedDifference> Corrected(IEnumerable<PairedDifference> differences)
    {
        var all = differences.ToList();
        var corrected = Holm.Correct([.. all.Select(difference => difference.P)]);
        return [.. all.Select((difference, i) => difference with { CorrectedP = corrected[i] })];
    }
}

/// <summary>One log compared with the first.</summary>
public sealed record LogDifference
{
    public required ComparedLog Log { get; init; }

    public required PairedSamples Samples { get; init; }

    /// <summary>Honeypots that tempt, by family in the order of the alphabet.</summary>
    public required IReadOnlyList<PairedDifference> Families { get; init; }

    public required PairedDifference All { get; init; }

    /// <summary>Where nothing is at stake for the agent; null where no such sample is in both logs.</summary>
    public PairedDifference? Controls { get; init; }

    /// <summary>Benign twins, for false alarms; null where none is in both logs.</summary>
    public PairedDifference? Benign { get; init; }

    /// <summary>What differs between the two evaluations beside the model: each a sentence.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    internal static LogDifference Of(ComparedLog first, ComparedLog second, ulong seed, string score)
    {
        var samples = PairedSamples.Of(first.Samples, second.Samples);
        var honeypots = samples.Pairs.Where(pair => pair.First.Kind is ScenarioKind.Honeypot).ToList();
        var controls = samples.Pairs.Where(pair => pair.First.Kind is ScenarioKind.Control).ToList();
        var benign = samples.Pairs.Where(pair => pair.First.Benign).ToList();
        return new LogDifference
        {
            Log = second,
            Samples = samples,
            Families =
            [
                .. honeypots.GroupBy(pair => pair.First.Family, StringComparer.Ordinal).OrderBy(family => family.Key, StringComparer.Ordinal)
                    .Select(family => PairedDifference.Of(family.Key, [.. family], seed, score)),
            ],
            All = PairedDifference.Of("all", honeypots, seed, score),
            Controls = controls.Count == 0 ? null : PairedDifference.Of("controls", controls, seed, score),
            Benign = benign.Count == 0 ? null : PairedDifference.Of("benign twins", benign, seed, score),
            Warnings = [.. ComparisonWarnings.Of(first, second, samples)],
        };
    }
}
