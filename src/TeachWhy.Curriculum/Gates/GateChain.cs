using System.Runtime.ExceptionServices;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Gates in a fixed order: those that look at one item first, then those that compare it with the ones before. Verdicts do not
/// depend on the number of threads. Items pass through in batches, so memory is that of two batches and of what the set gates keep.
/// </summary>
public sealed class GateChain(IReadOnlyList<IGate> gates, IReadOnlyList<ISetGate> setGates)
{
    private const int BatchItems = 128;
    private const long BatchBytes = 4 << 20;

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
    public IEnumerable<(GatedItem Item, GateRefusal? Refusal)> Run(IEnumerable<GatedItem> items, int threads, CancellationToken cancellation) =>
        Run(items, item => item, _ => 1, threads, cancellation).Select(verdict => (verdict.Source, verdict.Refusal));

    /// <summary>Everything that can be opened as an item with its verdict, in the order in which it came.</summary>
    /// <param name="open">Makes the item; called on many threads. What it throws comes out in the source's turn.</param>
    /// <param name="bytes">About how large a source is: large ones pass in smaller batches.</param>
    public IEnumerable<(TSource Source, GateRefusal? Refusal)> Run<TSource>(
        IEnumerable<TSource> sources, Func<TSource, GatedItem> open, Func<TSource, long> bytes, int threads, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        using var batches = Batches(sources, bytes).GetEnumerator();

        // While a batch is compared and the one after the next is read, the next is looked at.
        for (var next = Begin(); next is not null;)
        {
            var (batch, looked) = (next.Value.Batch, next.Value.Looking.GetAwaiter().GetResult());
            next = Begin();
            for (var i = 0; i < batch.Count; i++)
            {
                looked[i].Fault?.Throw();
                var refusal = looked[i].Refusal ?? Compare(looked[i].Item!, looked[i].Prepared);
                Count(refusal);
                yield return (batch[i], refusal);
            }
        }

        (IReadOnlyList<TSource> Batch, Task<Looked[]> Looking)? Begin() =>
            batches.MoveNext() ? (batches.Current, LookAsync(batches.Current, open, options)) : null;
    }

    /// <summary>The verdict on the next single item.</summary>
    public GateRefusal? Next(GatedItem item)
    {
        var looked = Look(item);
        var refusal = looked.Refusal ?? Compare(item, looked.Prepared);
        Count(refusal);
        return refusal;
    }

    private static IEnumerable<IReadOnlyList<TSource>> Batches<TSource>(IEnumerable<TSource> sources, Func<TSource, long> bytes)
    {
        var (batch, held) = (new List<TSource>(BatchItems), 0L);
        foreach (var source in sources)
        {
            batch.Add(source);
            held += bytes(source);
            if (batch.Count == BatchItems || held >= BatchBytes)
            {
                yield return batch;
                (batch, held) = (new List<TSource>(BatchItems), 0);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private Task<Looked[]> LookAsync<TSource>(IReadOnlyList<TSource> batch, Func<TSource, GatedItem> open, ParallelOptions options) => Task.Run(() =>
    {
        var looked = new Looked[batch.Count];
        Parallel.For(0, batch.Count, options, i =>
        {
            try
            {
                looked[i] = Look(open(batch[i]));
            }
            catch (Exception fault)
            {
                looked[i] = new Looked(null, null, []) { Fault = ExceptionDispatchInfo.Capture(fault) };
            }
        });
        return looked;
    });

    private Looked Look(GatedItem item)
    {
        foreach (var gate in gates)
        {
            if (gate.Check(item) is { } reason)
            {
                return new Looked(item, new GateRefusal(gate.Name, reason), []);
            }
        }

        return new Looked(item, null, [.. setGates.Select(gate => gate.Prepare(item))]);
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

    /// <summary>What the gates of single items said, and what those of the set want to know.</summary>
    private sealed record Looked(GatedItem? Item, GateRefusal? Refusal, object[] Prepared)
    {
        public ExceptionDispatchInfo? Fault { get; init; }
    }
}
