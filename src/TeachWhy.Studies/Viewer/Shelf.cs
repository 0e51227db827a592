using TeachWhy.Curriculum.Datasets.Reading;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Simulation;
using TeachWhy.Studies.Report;
using TeachWhy.Studies.Viewer.Datasets;

namespace TeachWhy.Studies.Viewer;

/// <summary>A file that is, or means to be, an evaluation log.</summary>
/// <param name="Key">Its name in addresses.</param>
/// <param name="Name">Its path below what is shown.</param>
public sealed record LogFile(string Key, string Name, string Path, long Bytes, DateTimeOffset Changed);

/// <summary>A folder with a study's report.</summary>
/// <param name="Pages">The pages that exist: paths below the folder, with slashes, to paths on the disk.</param>
public sealed record StudyFolder(string Key, string Name, string Path, DateTimeOffset Changed, IReadOnlyDictionary<string, string> Pages);

/// <summary>What lies below the folders that are shown.</summary>
/// <param name="Unfinished">Names of logs that are still played, or were stopped: their journals are there, they are not.</param>
/// <param name="Cut">True where there was more than anybody would look through.</param>
public sealed record ShelfContents(IReadOnlyList<LogFile> Logs, IReadOnlyList<StudyFolder> Studies, IReadOnlyList<string> Unfinished, bool Cut)
{
    /// <summary>Datasets, and files of examples.</summary>
    public IReadOnlyList<DatasetPlace> Datasets { get; init; } = [];
}

/// <summary>Finds logs, studies and datasets below folders. Names of files come from here only: no address ever becomes a path.</summary>
/// <param name="root">What names are told from.</param>
/// <param name="places">Folders, or single logs or files of examples.</param>
/// <param name="told">What a reader is told is shown.</param>
public sealed class Shelf(string root, IReadOnlyList<string> places, string told)
{
    private const int MostFolders = 20_000;
    private const int MostDepth = 12;
    private const string Results = "results.json";
    private const string Rollouts = "rollouts";

    // What a study keeps for itself.
    private static readonly string[] Passed = ["artifacts", "scratch"];

    /// <summary>What a reader is told is shown.</summary>
    public string Told { get; } = told;

    public ShelfContents Look()
    {
        var (logs, studies, unfinished, folders) = (new List<LogFile>(), new List<StudyFolder>(), new List<string>(), 0);
        var datasets = new List<DatasetPlace>();
        foreach (var place in places)
        {
            if (File.Exists(place) && Path.GetExtension(place) == DatasetSniff.Extension)
            {
                datasets.Add(DatasetOf(new FileInfo(place)));
            }
            else if (File.Exists(place))
            {
                logs.Add(LogOf(new FileInfo(place)));
            }
            else
            {
                Walk(new DirectoryInfo(place), 0);
            }
        }

        return new ShelfContents(
            [.. logs.DistinctBy(log => log.Path).OrderByDescending(log => log.Changed).ThenBy(log => log.Name, StringComparer.Ordinal)],
            [.. studies.OrderByDescending(study => study.Changed).ThenBy(study => study.Name, StringComparer.Ordinal)],
            [.. unfinished.Order(StringComparer.Ordinal)],
            folders > MostFolders)
        {
            Datasets = [.. datasets.DistinctBy(dataset => dataset.Path).OrderByDescending(dataset => dataset.Changed).ThenBy(dataset => dataset.Name, StringComparer.Ordinal)],
        };

        void Walk(DirectoryInfo folder, int depth)
        {
            if (++folders > MostFolders || depth > MostDepth || !TryList(folder, out var entries))
            {
                return;
            }

            var files = entries.OfType<FileInfo>().ToList();
            if (OpenDataset.IsDataset([.. files.Select(file => file.Name)], entries.Any(entry => entry is DirectoryInfo && entry.Name == DataJournal.Folder)))
            {
                datasets.Add(DatasetOf(folder, files));
                return;
            }

            datasets.AddRange(files.Where(DatasetSniff.IsDataset).Select(DatasetOf));
            var isStudy = files.Exists(file => file.Name == Results) && files.Exists(file => file.Name == ReportWriter.FileName);
            if (isStudy)
            {
                studies.Add(StudyOf(folder));
            }

            logs.AddRange(files.Where(LogSniff.IsLog).Select(LogOf));
            unfinished.AddRange(files.Where(file => file.Extension == EvaluationJournal.Extension)
                .Select(file => file.FullName[..^EvaluationJournal.Extension.Length]).Where(log => !File.Exists(log)).Select(NameOf));
            foreach (var below in entries.OfType<DirectoryInfo>().Where(below => !IsPassed(below, isStudy)))
            {
                Walk(below, depth + 1);
            }
        }
    }

    private LogFile LogOf(FileInfo file)
    {
        var name = NameOf(file.FullName);
        return new LogFile(SampleKey.OfFile(name), name, file.FullName, file.Length, ChangeOf(file));
    }

    private DatasetPlace DatasetOf(FileInfo file)
    {
        var name = NameOf(file.FullName);
        return new DatasetPlace(SampleKey.OfFile(name), name, file.FullName, file.Length, ChangeOf(file));
    }

    // While it is made, only the files of its stages change.
    private DatasetPlace DatasetOf(DirectoryInfo folder, List<FileInfo> files)
    {
        var stages = new DirectoryInfo(Path.Combine(folder.FullName, DataJournal.Folder));
        List<FileInfo> all = [.. files, .. stages.Exists && TryList(stages, out var pieces) ? pieces.OfType<FileInfo>() : []];
        var name = NameOf(folder.FullName);
        return new DatasetPlace(SampleKey.OfFile(name), name, folder.FullName, all.Sum(file => file.Length), all.Max(ChangeOf));
    }

    private StudyFolder StudyOf(DirectoryInfo folder)
    {
        var rollouts = new DirectoryInfo(Path.Combine(folder.FullName, Rollouts));
        var pages = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ReportWriter.FileName] = Path.Combine(folder.FullName, ReportWriter.FileName),
        };
        if (rollouts.Exists)
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, AttributesToSkip = FileAttributes.ReparsePoint };
            foreach (var page in rollouts.EnumerateFiles("*.html", options))
            {
                pages[Path.GetRelativePath(folder.FullName, page.FullName).Replace('\\', '/')] = page.FullName;
            }
        }

        var name = NameOf(folder.FullName);
        return new StudyFolder(SampleKey.OfFile(name), name, folder.FullName, ChangeOf(new FileInfo(pages[ReportWriter.FileName])), pages);
    }

    private static DateTimeOffset ChangeOf(FileInfo file) => new(file.LastWriteTimeUtc, TimeSpan.Zero);

    private string NameOf(string path) => Path.GetRelativePath(root, path).Replace('\\', '/') is var name and not "." ? name : Path.GetFileName(path);

    private static bool IsPassed(DirectoryInfo folder, bool inStudy) =>
        folder.Name.StartsWith('.') || folder.Attributes.HasFlag(FileAttributes.ReparsePoint) || Passed.Contains(folder.Name) || (inStudy && folder.Name == Rollouts);

    // A folder that may not be read is no reason to show nothing of the others.
    private static bool TryList(DirectoryInfo folder, out FileSystemInfo[] entries)
    {
        try
        {
            entries = folder.GetFileSystemInfos();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            entries = [];
            return false;
        }
    }
}
