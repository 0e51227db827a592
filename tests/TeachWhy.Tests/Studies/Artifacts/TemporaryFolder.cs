namespace TeachWhy.Tests.Studies.Artifacts;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("teachwhy-test-").FullName;

    public string PathOf(string name) => Path.Combine(FullPath, name);

    public IReadOnlyList<string> Files(string below) =>
        Directory.Exists(PathOf(below)) ? Directory.GetFiles(PathOf(below), "*", SearchOption.AllDirectories) : [];

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
