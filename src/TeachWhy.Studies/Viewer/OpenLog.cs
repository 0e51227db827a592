using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.Studies.Viewer;

/// <summary>A log as pages are made of it: what it says of itself, its samples without their messages, and the way to each whole one.</summary>
/// <param name="read">Reads a whole sample from the disk; called from many threads.</param>
/// <param name="file">What is disposed of with it.</param>
public sealed class OpenLog(LogHeader header, IReadOnlyList<SampleSummary> samples, Func<SampleSummary, LoggedSample> read, IDisposable? file = null) : IDisposable
{
    public LogHeader Header { get; } = header;

    public IReadOnlyList<SampleSummary> Samples { get; } = [.. samples.Select(Brief.Of)];

    /// <summary>The key of each sample, in the log's order.</summary>
    public IReadOnlyList<string> Keys => field ??= KeysOf(Samples);

    /// <summary>The log in counts and rates.</summary>
    public EvaluationSummary Summary => field ??= EvaluationSummary.Of(Header, Samples);

    /// <summary>The log by family and condition.</summary>
    public CellTable Cells => field ??= CellTable.Of(Samples);

    private Dictionary<string, int> Numbers => field ??= Keys.Select((key, number) => (key, number)).ToDictionary(pair => pair.key, pair => pair.number, StringComparer.Ordinal);

    /// <summary>Where a sample stands in the log; null where no sample has the key.</summary>
    public int? Find(string key) => Numbers.TryGetValue(key, out var number) ? number : null;

    /// <exception cref="LogException">The file, or its list of samples, cannot be read.</exception>
    public static OpenLog Of(string path)
    {
        var log = EvaluationLog.Open(path);
        try
        {
            return new OpenLog(log.Header, log.Samples, log.Read, log);
        }
        catch (LogException)
        {
            log.Dispose();
            throw;
        }
    }

    public LoggedSample Read(int number) => read(samples[number]) with { Summary = Samples[number] };

    public void Dispose() => file?.Dispose();

    // A sample that a damaged log has twice is reached twice.
    private static string[] KeysOf(IReadOnlyList<SampleSummary> samples)
    {
        var taken = new HashSet<string>(samples.Count, StringComparer.Ordinal);
        var keys = new string[samples.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var key = SampleKey.Of(samples[i].Id, samples[i].Epoch);
            keys[i] = key;
            for (var again = 2; !taken.Add(keys[i]); again++)
            {
                keys[i] = $"{key}-{again}";
            }
        }

        return keys;
    }
}
