using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Evaluations;

/// <summary>A place for one log, gone with the test.</summary>
internal sealed class TemporaryLog : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-evaluation-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "small.eval");

    public string Journal => Path + EvaluationJournal.Extension;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
