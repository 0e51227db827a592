using System.Text.Json;
using TeachWhy.Curriculum.Datasets.Reading;
using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;
using TeachWhy.Studies.Results;
using TeachWhy.Studies.Viewer.Datasets;

namespace TeachWhy.Studies.Viewer;

/// <summary>A log of the list.</summary>
/// <param name="Summary">Null where the file could not be read.</param>
/// <param name="Damage">What is wrong with it, in a sentence; null where nothing is.</param>
public sealed record ListedLog(LogFile File, EvaluationSummary? Summary, int Samples, string? Damage);

/// <summary>A study of the list.</summary>
/// <param name="Results">Null where they could not be read.</param>
public sealed record ListedStudy(StudyFolder Folder, StudyResults? Results, string? Damage);

/// <summary>The logs, studies and datasets that are shown. Called from many threads.</summary>
/// <param name="open">Opens a log: its header and summaries, not its messages.</param>
public sealed class ViewerLibrary(Shelf shelf, Func<string, OpenLog> open)
{
    // Summaries of 100,000 samples take some 100 MB: two sides of a comparison and two more.
    private const int MostOpen = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Path, long Bytes, DateTimeOffset Changed), ListedLog> _listed = [];
    private readonly Dictionary<(string Path, DateTimeOffset Changed), ListedStudy> _studies = [];
    private readonly List<(LogFile File, OpenLog Log)> _open = [];
    private readonly List<(DatasetPlace Place, OpenDataset Dataset)> _datasets = [];
    private ShelfContents? _contents;

    /// <summary>What a reader is told is shown.</summary>
    public string Told => shelf.Told;

    /// <summary>Looks what is there now.</summary>
    public ShelfContents Look() => _contents = shelf.Look();

    /// <summary>The log with a key; null where there is none.</summary>
    public LogFile? FindLog(string key) => Find(contents => contents.Logs.FirstOrDefault(log => log.Key == key));

    /// <summary>The study with a key; null where there is none.</summary>
    public StudyFolder? FindStudy(string key) => Find(contents => contents.Studies.FirstOrDefault(study => study.Key == key));

    /// <summary>The dataset with a key; null where there is none.</summary>
    public DatasetPlace? FindDataset(string key) => Find(contents => contents.Datasets.FirstOrDefault(dataset => dataset.Key == key));

    /// <summary>A log in numbers, or what is wrong with it.</summary>
    public ListedLog List(LogFile file)
    {
        var name = (file.Path, file.Bytes, file.Changed);
        lock (_lock)
        {
            if (_listed.TryGetValue(name, out var known))
            {
                return known;
            }

            return _listed[name] = Summarise(file);
        }
    }

    /// <summary>A study's results, or what is wrong with them.</summary>
    public ListedStudy List(StudyFolder study)
    {
        lock (_lock)
        {
            var name = (study.Path, study.Changed);
            if (!_studies.TryGetValue(name, out var listed))
            {
                try
                {
                    listed = new ListedStudy(study, ResultsFile.Read(Path.Combine(study.Path, "results.json")), null);
                }
                catch (Exception failure) when (IsDamage(failure))
                {
                    listed = new ListedStudy(study, null, SentenceOf(failure, study.Path, study.Name));
                }

                _studies[name] = listed;
            }

            return listed;
        }
    }

    /// <summary>Opens a log, or gives it back where it is open and unchanged.</summary>
    /// <exception cref="LogException">The file is damaged.</exception>
    public OpenLog Open(LogFile file)
    {
        lock (_lock)
        {
            var place = _open.FindIndex(one => one.File.Path == file.Path);
            var log = place >= 0 && _open[place].File == file ? _open[place].Log : open(file.Path);
            if (place >= 0)
            {
                _open.RemoveAt(place);
            }

            // A log that gives way may still be read by another request: its file closes when nobody holds it.

            _open.Add((file, log));
            if (_open.Count > MostOpen)
            {
                _open.RemoveAt(0);
            }

            return log;
        }
    }

    /// <summary>What a dataset says of itself, or what is wrong with it. Its small files are read each time.</summary>
    public static ListedDataset List(DatasetPlace place)
    {
        try
        {
            var glance = OpenDataset.Glance(place.Path);
            return new ListedDataset(place, glance, glance.Troubles.Count > 0 ? string.Join(" ", glance.Troubles) : null);
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            return new ListedDataset(place, null, SentenceOf(failure, place.Path, place.Name));
        }
    }

    /// <summary>Opens a dataset, or gives it back where it is open and unchanged. Its large files are gone through when they are asked for.</summary>
    public OpenDataset Open(DatasetPlace place)
    {
        lock (_lock)
        {
            var known = _datasets.Find(one => one.Place == place).Dataset;
            _datasets.RemoveAll(one => one.Place.Path == place.Path);
            var dataset = known ?? OpenDataset.Open(place.Path);
            _datasets.Add((place, dataset));
            if (_datasets.Count > MostOpen)
            {
                _datasets.RemoveAt(0);
            }

            return dataset;
        }
    }

    /// <summary>Whether a failure tells of a file that is not as it should be.</summary>
    public static bool IsDamage(Exception failure) => failure is LogException or InvalidDataException or IOException or UnauthorizedAccessException or JsonException;

    /// <summary>A failure's sentence with the file's name as pages have it: where a folder lies is nobody's business once pages are published.</summary>
    public static string SentenceOf(Exception failure, string path, string name) => failure.Message.Replace(path, name, StringComparison.Ordinal);

    // Opened for its numbers alone, it is closed at once: a folder may hold more logs than files may be open.
    private ListedLog Summarise(LogFile file)
    {
        try
        {
            if (_open.Find(one => one.File == file).Log is { } known)
            {
                return new ListedLog(file, known.Summary, known.Samples.Count, null);
            }

            using var log = open(file.Path);
            return new ListedLog(file, log.Summary, log.Samples.Count, null);
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            return new ListedLog(file, null, 0, SentenceOf(failure, file.Path, file.Name));
        }
    }

    private T? Find<T>(Func<ShelfContents, T?> find)
        where T : class => (_contents is { } known ? find(known) : null) ?? find(Look());
}
