using TeachWhy.Studies.Report;
using TeachWhy.Studies.Results;
using TeachWhy.Studies.Viewer;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Tests.Studies.Report;

namespace TeachWhy.Tests.Studies.Viewer;

/// <summary>A folder with logs and a study, and the viewer's library on it. What the logs hold comes from memory, by their names.</summary>
internal sealed class SampleShelf : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, Func<OpenLog>> _logs = new(StringComparer.Ordinal);

    public ViewerLibrary Library => field ??= new ViewerLibrary(new Shelf(Root, [Root], "shown"), path => _logs.TryGetValue(path, out var log) ? log() : throw new InvalidDataException($"'{Path.GetFileName(path)}' ends in the middle of its third sample."));

    public ViewerPages Pages => field ??= new ViewerPages(Library);

    public string Root => _folder.PathOf("shown");

    public string PathOf(string path) => _folder.PathOf(path);

    /// <summary>Two logs of ours, one of another tool, a damaged one, and a study.</summary>
    public static SampleShelf Full()
    {
        var shelf = new SampleShelf().Add("logs/large.eval", SampleLog.Create()).Add("logs/small.eval", SampleLog.Create(model: "openai/example-small", harmEvery: 3))
            .Add("logs/theory.eval", SampleLog.Foreign()).AddDamaged("logs/broken.eval");
        var study = Path.Combine(shelf.Root, "runs", "teaching-why");
        var results = SampleStudy.Create();
        ResultsFile.Write(Path.Combine(study, "results.json"), results);
        File.WriteAllText(Path.Combine(study, ReportWriter.FileName), "<!DOCTYPE html><title>report</title><p>The report.");
        Directory.CreateDirectory(Path.Combine(study, "rollouts"));
        File.WriteAllText(Path.Combine(study, "rollouts", "advice.html"), "<!DOCTYPE html><title>advice</title>");
        return shelf;
    }

    public SampleShelf Add(string name, OpenLog log)
    {
        AddDamaged(name);
        _logs[Path.Combine(Root, name)] = () => log;
        return this;
    }

    public SampleShelf AddDamaged(string name)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, name);
        return this;
    }

    /// <summary>The key of a log in addresses.</summary>
    public string KeyOf(string name) => Library.Look().Logs.Single(log => log.Name == name).Key;

    public void Dispose() => _folder.Dispose();
}
