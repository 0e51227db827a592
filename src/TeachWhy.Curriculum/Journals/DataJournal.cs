using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Making;
using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Journals;

/// <summary>
/// Every piece that was written for a dataset, stage by stage, in append-only files <c>stages/STAGE.jsonl</c>. A piece is there
/// once its line is; what was torn by the end of a process is left out and written again. Only one process holds it.
/// </summary>
public sealed class DataJournal : IDisposable
{
    /// <summary>The folder of the stages, in that of the dataset.</summary>
    public const string Folder = "stages";

    /// <summary>Ends the name of a stage's file.</summary>
    public const string Extension = ".jsonl";

    // Held before there is any stage.
    private const string Held = "held";

    private readonly string _folder;
    private readonly Dictionary<string, Stage> _stages = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private JournalFile? _held;

    private DataJournal(string folder) => _folder = folder;

    /// <summary>Lines that were torn or damaged when it was opened.</summary>
    public int Damaged { get; private set; }

    /// <summary>Pieces that are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _stages.Values.Sum(stage => stage.Places.Count);
            }
        }
    }

    /// <summary>What the pieces took, by stage, whichever run they were written in.</summary>
    public IReadOnlyDictionary<string, StageUsage> Taken
    {
        get
        {
            lock (_lock)
            {
                return _stages.ToDictionary(stage => stage.Key, stage => stage.Value.Taken, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Opens the journal in a dataset's folder, or begins it.</summary>
    /// <exception cref="DataRefusedException">Another process holds it, or it cannot be written.</exception>
    public static DataJournal Open(string dataset)
    {
        var journal = new DataJournal(Path.Combine(dataset, Folder));
        try
        {
            Directory.CreateDirectory(journal._folder);
            var held = Path.Combine(journal._folder, Held);
            journal._held = JournalFile.Hold(held, held);
            foreach (var path in Directory.EnumerateFiles(journal._folder, $"*{Extension}").Order(StringComparer.Ordinal))
            {
                journal.OpenStage(Path.GetFileNameWithoutExtension(path));
            }

            return journal;
        }
        catch (Exception failure)
        {
            journal.Dispose();
            if (failure is EvaluationRefusedException or IOException or UnauthorizedAccessException)
            {
                throw new DataRefusedException($"{dataset} cannot be written, or another run is writing it; wait for that, stop it, or give another folder with --out.", failure);
            }

            throw;
        }
    }

    /// <summary>What is kept of a commission; null where nothing is.</summary>
    public StageLine? Find(string stage, string key)
    {
        lock (_lock)
        {
            return _stages.TryGetValue(stage, out var kept) && kept.Places.TryGetValue(key, out var place) ? StageLine.Read(kept.File.ReadAt(place)) : null;
        }
    }

    /// <summary>Keeps a piece: once this returns, nothing but the disk itself can lose it.</summary>
    public void Append(string stage, StageLine line)
    {
        var bytes = line.Write();
        lock (_lock)
        {
            var kept = _stages.TryGetValue(stage, out var open) ? open : OpenStage(stage);
            kept.Places[line.Key] = kept.File.Append(bytes);
            kept.Taken = kept.Taken.After(line);
        }
    }

    public void Dispose()
    {
        _held?.Dispose();
        foreach (var stage in _stages.Values)
        {
            stage.File.Dispose();
        }
    }

    private Stage OpenStage(string name)
    {
        var path = Path.Combine(_folder, name + Extension);

        // One process writes: it holds the journal. Others may read what it has written.
        var stage = new Stage(JournalFile.Hold(path, path, FileShare.Read), new Dictionary<string, (long Offset, int Length)>(StringComparer.Ordinal));
        _stages.Add(name, stage);
        var reader = stage.File.Read();
        while (reader.TryNext(out var bytes))
        {
            if (StageLine.Read(bytes) is { } line)
            {
                stage.Places[line.Key] = (reader.LineOffset, bytes.Length);
                stage.Taken = stage.Taken.After(line);
            }
            else
            {
                Damaged++;
            }
        }

        Damaged += stage.File.CutAt(reader.NextOffset) ? 1 : 0;
        return stage;
    }

    private sealed record Stage(JournalFile File, Dictionary<string, (long Offset, int Length)> Places)
    {
        public StageUsage Taken { get; set; } = new(0, 0, DataUsage.None);
    }
}

/// <summary>A dataset cannot be made as asked.</summary>
/// <param name="message">One sentence.</param>
public sealed class DataRefusedException(string message, Exception? inner = null) : Exception(message, inner);
