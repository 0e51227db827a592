using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Making;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Datasets.Reading;

/// <summary>How far a dataset is.</summary>
public enum DatasetState
{
    /// <summary>All is there.</summary>
    Complete,

    /// <summary>It ended before all was made.</summary>
    Incomplete,

    /// <summary>Pieces are there and the files are not: it is being made, or was stopped.</summary>
    Begun,

    /// <summary>A file from elsewhere, or what gates let through of it: nobody says how it was made.</summary>
    Foreign,
}

/// <summary>
/// A dataset as it lies on the disk, made by <c>teachwhy data</c> or a file of examples from elsewhere. Opening reads its small
/// files only; the large ones are gone through when they are first asked for. Nothing is written or held, so a dataset that is
/// being made can be looked at.
/// </summary>
public sealed class OpenDataset : IDisposable
{
    private readonly List<string> _troubles = [];
    private readonly Dictionary<string, StagePieces> _stages = new(StringComparer.Ordinal);

    private OpenDataset()
    {
    }

    /// <summary>How far it is.</summary>
    public DatasetState State { get; private init; }

    /// <summary>Whether its files are being written anew, or were when a run was killed.</summary>
    public bool IsInWork { get; private init; }

    /// <summary>What it was made with; null where nothing says so.</summary>
    public RecordedSettings? Settings { get; private init; }

    /// <summary>The manifest; null where there is none, or none that can be read.</summary>
    public DatasetRecord? Record { get; private init; }

    /// <summary>Examples that passed; null where there are none yet.</summary>
    public DatasetExamples? Passed { get; private init; }

    /// <summary>Examples that were refused; null where nothing says so.</summary>
    public DatasetExamples? Refused { get; private init; }

    /// <summary>The stages that have pieces, in the order of the recipe's chain.</summary>
    public IReadOnlyList<StagePieces> Stages => field ??= InOrder();

    /// <summary>What is wrong with its files, in sentences.</summary>
    public IReadOnlyList<string> Troubles => _troubles;

    /// <summary>Whether a folder holds a dataset, the beginning of one, or what gates made of somebody's.</summary>
    /// <param name="files">The names of the files in it.</param>
    public static bool IsDataset(IReadOnlyCollection<string> files, bool hasStages) =>
        files.Contains(DataFiles.Settings) && (hasStages || files.Contains(DataFiles.Data))
        || (files.Contains(DataFiles.Data) && (files.Contains(DataFiles.Manifest) || files.Contains(DataFiles.Rejected)));

    /// <summary>Opens a dataset's folder, or a file of examples.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static OpenDataset Open(string path) => Directory.Exists(path) ? OfFolder(path) : new OpenDataset { State = DatasetState.Foreign, Passed = DatasetExamples.Open(path) };

    /// <summary>Its small files alone: what is known without looking at an example.</summary>
    public static OpenDataset Glance(string path) => Directory.Exists(path) ? OfFolder(path, glance: true) : new OpenDataset { State = DatasetState.Foreign };

    /// <summary>The pieces of a stage; null where there are none.</summary>
    public StagePieces? Stage(string name) => _stages.GetValueOrDefault(name);

    public void Dispose()
    {
        Passed?.Dispose();
        Refused?.Dispose();
        foreach (var stage in _stages.Values)
        {
            stage.Dispose();
        }
    }

    private static OpenDataset OfFolder(string folder, bool glance = false)
    {
        var troubles = new List<string>();
        var record = Try(() => DatasetRecord.Read(PathOf(DataFiles.Manifest)), DataFiles.Manifest);
        var settings = record?.Settings ?? Try(() => DatasetRecord.Read<RecordedSettings>(PathOf(DataFiles.Settings)), DataFiles.Settings);
        var hasManifest = File.Exists(PathOf(DataFiles.Manifest));
        if (hasManifest && !File.Exists(PathOf(DataFiles.Data)))
        {
            troubles.Add($"{DataFiles.Data} is not there, though {DataFiles.Manifest} is.");
        }

        var dataset = new OpenDataset
        {
            Record = record,
            Settings = settings,
            IsInWork = DataFiles.IsInWork(folder),
            State = record?.Complete switch { true => DatasetState.Complete, false => DatasetState.Incomplete, null => hasManifest ? DatasetState.Incomplete : !File.Exists(PathOf(DataFiles.Settings)) ? DatasetState.Foreign : File.Exists(PathOf(DataFiles.Data)) ? DatasetState.Incomplete : DatasetState.Begun },
            Passed = glance ? null : Try(() => DatasetExamples.Open(PathOf(DataFiles.Data)), DataFiles.Data),
            Refused = glance ? null : Try(() => DatasetExamples.Open(PathOf(DataFiles.Rejected)), DataFiles.Rejected),
        };
        dataset._troubles.AddRange(troubles);
        if (!glance && Directory.Exists(PathOf(DataJournal.Folder)))
        {
            foreach (var path in Directory.EnumerateFiles(PathOf(DataJournal.Folder), $"*{DataJournal.Extension}"))
            {
                if (dataset.Opened(path) is { } stage)
                {
                    dataset._stages[stage.Stage] = stage;
                }
            }
        }

        return dataset;

        string PathOf(string name) => Path.Combine(folder, name);

        T? Try<T>(Func<T> read, string name)
            where T : class
        {
            try
            {
                return File.Exists(PathOf(name)) ? read() : null;
            }
            catch (InvalidDataException failure)
            {
                troubles.Add(failure.Message);
                return null;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                troubles.Add($"{name} cannot be read.");
                return null;
            }
        }
    }

    private StagePieces? Opened(string path)
    {
        try
        {
            return StagePieces.Open(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _troubles.Add($"{DataJournal.Folder}/{Path.GetFileName(path)} cannot be read.");
            return null;
        }
    }

    private List<StagePieces> InOrder()
    {
        var chain = Settings is { } settings ? RecipeCatalog.Find(settings.Recipe)?.Stages.ToList() : null;
        return [.. _stages.Values.OrderBy(stage => chain?.IndexOf(stage.Stage) is { } place and >= 0 ? place : int.MaxValue).ThenBy(stage => stage.Stage, StringComparer.Ordinal)];
    }
}
