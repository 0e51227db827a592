using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>
/// What an evaluation keeps while it runs: a file beside the log, to which every finished sample is added at once. Only one process writes it.
/// Whatever ends the process, the same evaluation goes on from it; a line that was torn or damaged is left out, and its sample played again.
/// </summary>
public sealed class EvaluationJournal : IDisposable
{
    /// <summary>What is added to a log's path for its journal.</summary>
    public const string Extension = ".journal";

    private readonly JournalFile _file;
    private readonly SampleSlots _slots;
    private readonly Lock _lock = new();

    private EvaluationJournal(JournalFile file, SampleSlots slots) => (_file, _slots) = (file, slots);

    private static ReadOnlySpan<byte> Begun => "begun"u8;

    private static ReadOnlySpan<byte> Done => "done"u8;

    /// <summary>When the evaluation was first begun.</summary>
    public DateTimeOffset Created { get; private set; }

    /// <summary>Lines that were torn or damaged when the journal was opened.</summary>
    public int Damaged { get; private set; }

    /// <summary>Samples that are kept, unscored ones among them.</summary>
    public int Count { get; private set; }

    /// <summary>Opens the journal of a log, or begins it.</summary>
    /// <param name="log">The path of the finished log.</param>
    /// <exception cref="EvaluationRefusedException">Another process writes it, it was begun with other settings, or it cannot be read.</exception>
    public static EvaluationJournal Open(string log, EvaluationSettings settings, IReadOnlyList<Scenario> scenarios, DateTimeOffset now)
    {
        var file = JournalFile.Hold(log + Extension, log);
        try
        {
            var journal = new EvaluationJournal(file, new SampleSlots(scenarios, settings.Samples));
            journal.Read(log, settings, now);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The settings that a journal was begun with; null where it is none that can be gone on with, or another process holds it.</summary>
    public static JournalHeader? Peek(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.Read);
            return HeaderOf(new JournalReader(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The log in a folder that an evaluation of these settings was writing when it was stopped; null where there is none.</summary>
    public static string? FindUnfinished(string folder, EvaluationSettings settings) => !Directory.Exists(folder) ? null
        : Directory.EnumerateFiles(folder, $"*{Extension}").OrderDescending(StringComparer.Ordinal)
            .Where(path => Peek(path) is { } header && SettingsDifference.Between(header.Settings, settings) is null)
            .Select(path => path[..^Extension.Length]).FirstOrDefault();

    /// <summary>Keeps a sample: once this returns, nothing but the disk itself can lose it. A sample that is there already is replaced.</summary>
    public void Append(FinishedSample sample)
    {
        var slot = _slots.Of(sample.Rollout.Scenario, sample.Epoch) ?? throw new ArgumentException($"{sample.Rollout.Scenario} {sample.Epoch} is no sample of this evaluation.", nameof(sample));
        var line = JournalLine.Of(Done, sample);
        lock (_lock)
        {
            Keep(slot, _file.Append(line), sample);
        }
    }

    /// <summary>Takes over the samples of a finished log, to go on from it.</summary>
    /// <returns>How many this journal did not have.</returns>
    /// <exception cref="EvaluationRefusedException">The log was made with other settings, or by another tool.</exception>
    /// <exception cref="LogException">It cannot be read.</exception>
    public int Adopt(EvaluationLog log, EvaluationSettings settings)
    {
        if (log.Header.Settings is not { } made)
        {
            throw new EvaluationRefusedException($"{log.Path} is there already, and is a log of another tool; give another file with --out.");
        }

        if (SettingsDifference.Between(made, settings) is { } difference)
        {
            throw new EvaluationRefusedException($"{log.Path} was made with {difference}; give what it was made with to go on, or another file with --out.");
        }

        var taken = 0;
        foreach (var summary in log.Samples.Where(summary => _slots.Of(summary.Id, summary.Epoch) is { } slot && _slots.Place(slot) is null))
        {
            if (log.Read(summary) is { Rollout: { } rollout, Summary: { Judgment: { } judgment } whole })
            {
                Append(new FinishedSample(summary.Epoch, rollout, judgment, whole.Started ?? log.Header.Created, whole.Took ?? TimeSpan.Zero));
                taken++;
            }
        }

        return taken;
    }

    /// <summary>The sample that is kept of a scenario's playing; null where there is none.</summary>
    public FinishedSample? Find(string scenario, int epoch)
    {
        lock (_lock)
        {
            return _slots.Of(scenario, epoch) is { } slot && _slots.Place(slot) is { } place ? ReadAt(place) : null;
        }
    }

    /// <summary>Whether a sample is kept, and is not to be tried again.</summary>
    /// <param name="retryUnscored">Whether those that stayed unscored through a fault or a failed judge are to be tried again.</param>
    public bool IsDone(string scenario, int epoch, bool retryUnscored)
    {
        lock (_lock)
        {
            return _slots.Of(scenario, epoch) is { } slot && _slots.Place(slot) is not null && !(retryUnscored && _slots.MayGoBetter(slot));
        }
    }

    /// <summary>Every sample that is kept, in the order of scenarios and epochs; read one at a time.</summary>
    public IEnumerable<FinishedSample> Samples() => _slots.Kept().Select(ReadAt);

    /// <summary>Lets go of the journal, and removes it: what it held lies in the finished log.</summary>
    public void Remove() => _file.Remove();

    public void Dispose() => _file.Dispose();

    private static JournalHeader? HeaderOf(JournalReader reader) =>
        reader.TryNext(out var line) && JournalLine.TryRead(line, Begun, out var json)
            ? JsonSerializer.Deserialize<JournalHeader>(json, EvaluationJson.Options) is { Format: JournalHeader.CurrentFormat } header ? header : null
            : null;

    private void Read(string log, EvaluationSettings settings, DateTimeOffset now)
    {
        var reader = _file.Read();
        var header = HeaderOf(reader);
        if (header is null && reader.NextOffset > 0)
        {
            throw new EvaluationRefusedException($"{log}{Extension} cannot be gone on with: its first line is damaged, or of another version; remove it, or give another file with --out.");
        }

        if (header is null)
        {
            // New, or killed before the first line was whole.
            Begin(settings, now);
            return;
        }

        Created = header.Created;
        var begun = ReadSamples(reader, header.Settings);
        if (SettingsDifference.Between(begun, settings) is { } difference)
        {
            throw new EvaluationRefusedException($"{log} was begun with {difference}; give what it was begun with to go on, or another file with --out.");
        }

        Damaged += _file.CutAt(reader.NextOffset) ? 1 : 0;
        if (begun.Samples < settings.Samples)
        {
            WriteHeader(settings, Created);
        }
    }

    /// <returns>The settings after the last time that samples were added to them.</returns>
    private EvaluationSettings ReadSamples(JournalReader reader, EvaluationSettings begun)
    {
        while (reader.TryNext(out var line))
        {
            if (JournalLine.TryRead(line, Done, out var json))
            {
                var sample = JsonSerializer.Deserialize<FinishedSample>(json, EvaluationJson.Options)!;
                if (_slots.Of(sample.Rollout.Scenario, sample.Epoch) is { } slot)
                {
                    Keep(slot, (reader.LineOffset, line.Length), sample);
                }
            }
            else if (JournalLine.TryRead(line, Begun, out json))
            {
                begun = JsonSerializer.Deserialize<JournalHeader>(json, EvaluationJson.Options)!.Settings;
            }
            else
            {
                Damaged++;
            }
        }

        return begun;
    }

    private void Begin(EvaluationSettings settings, DateTimeOffset now)
    {
        _file.CutAt(0);
        Created = now;
        WriteHeader(settings, now);
    }

    private void WriteHeader(EvaluationSettings settings, DateTimeOffset created) =>
        _file.Append(JournalLine.Of(Begun, new JournalHeader(JournalHeader.CurrentFormat, settings, created)));

    private void Keep(int slot, (long Offset, int Length) place, FinishedSample sample)
    {
        Count += _slots.Place(slot) is null ? 1 : 0;
        _slots.Keep(slot, place, sample.MayGoBetter);
    }

    private FinishedSample ReadAt((long Offset, int Length) place) =>
        JournalLine.TryRead(_file.ReadAt(place), Done, out var json)
            ? JsonSerializer.Deserialize<FinishedSample>(json, EvaluationJson.Options)!
            : throw new InvalidDataException("A journal was changed while it was read.");
}
