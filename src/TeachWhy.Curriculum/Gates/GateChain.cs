namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Gates in a fixed order: those that look at one item first, then those that compare it with the ones before. Verdicts do not
/// depend on the number of threads. Items pass through in batches, so memory is that of a batch and of what the set gates keep.
/// </summary>
public sealed class GateChain(IReadOnlyList<IGate> gates, IReadOnlyList<ISetGate> setGates)
{
    private const int BatchItems = 512;

    private readonly Dictionary<string, long> _refused = gates.Select(gate => gate.Name).Concat(setGates.Select(gate => gate.Name)).ToDictionary(name => name, _ => 0L, StringComparer.Ordinal);

    /// <summary>Items that came.</summary>
    public long Seen { get; private set; }

    /// <summary>Items that passed every gate.</summary>
    public long Passed { get; private set; }

    /// <summary>Names of the gates in their order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. gates.Select(gate => gate.Name), .. setGates.Select(gate => gate.Name)];

    /// <summary>How many items each gate refused; an item is refused once, by the first gate that it fails.</summary>
    public IReadOnlyDictionary<string, long> Refused => _refused;

    /// <summary>Every item with its verdict, in the order in which they came.</summary>
    public IEnumerable<(GatedItem Item, GateRefusal? Refusal)> Run(IEnumerable<GatedItem> items, int threads, CancellationToken cancellation)
    {
        foreach (var batch in items.Chunk(BatchItems))
        {
            var looked = new (GateRefusal? Refusal, object[] Prepared)[batch.Length];
            Parallel.For(0, batch.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i => looked[i] = Look(batch[i]));
            for (var i = 0; i < batch.Length; i++)
            {
                var refusal = looked[i].Refusal ?? Compare(batch[i], looked[i].Prepared);
                Count(refusal);
                yield return (batch[i], refusal);
            }
        }
    }

    /// <summary>The verdict on the next single item.</summary>
    public GateRefusal? Next(GatedItem item)
    {
        var (refusal, prepared) = Look(item);
        refusal ??= Compare(item, prepared);
        Count(refusal);
        return refusal;
    }

    private (GateRefusal? Refusal, object[] Prepared) Look(GatedItem item)
    {
        foreach (var gate in gates)
        {
            if (gate.Check(item) is { } reason)
            {
                return (new GateRefusal(gate.Name, reason), []);
            }
        }

        return (null, [.. setGates.Select(gate => gate.Prepare(item))]);
    }

    private GateRefusal? Compare(GatedItem item, object[] prepared)
    {
        for (var i = 0; i < setGates.Count; i++)
        {
            if (setGates[i].Check(item, prepared[i]) is { } reason)
            {
                return new GateRefusal(setGates[i].Name, reason);
            }
        }

        for (var i = 0; i < setGates.Count; i++)
        {
            setGates[i].Keep(item, prepared[i]);
        }

        return null;
    }

    private void Count(GateRefusal? refusal)
    {
        Seen++;
        if (refusal is null)
        {
            Passed++;
        }
        else
        {
            _refused[refusal.Gate]++;
        }
    }
}
