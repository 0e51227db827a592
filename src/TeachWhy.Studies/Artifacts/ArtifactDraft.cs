namespace TeachWhy.Studies.Artifacts;

/// <summary>An artifact in the making: a folder aside that becomes the artifact when its maker returns.</summary>
public sealed class ArtifactDraft
{
    private readonly IArtifactStorage _storage;
    private readonly string _scratch;

    internal ArtifactDraft(ArtifactKey key, string folder, string scratch, IArtifactStorage storage)
    {
        Key = key;
        Folder = folder;
        _scratch = scratch;
        _storage = storage;
    }

    public ArtifactKey Key { get; }

    /// <summary>Everything written here becomes the artifact. It exists and is empty when the maker starts.</summary>
    public string Folder { get; }

    /// <summary>
    /// A folder for unfinished work, named by the same hash: what a killed maker left here, the next maker of the same artifact finds.
    /// It is deleted when the artifact is finished. Files in it may be torn: write them with <see cref="SaveScratchAsync"/>.
    /// </summary>
    public string ScratchFolder => Directory.CreateDirectory(_scratch).FullName;

    /// <summary>The path of a file to write, for code that writes its own files.</summary>
    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Opens a file of the artifact for writing.</summary>
    public Stream Create(string file) => _storage.Create(PathOf(file));

    public async Task WriteJsonAsync<T>(string file, T value, CancellationToken cancellation)
    {
        await using var stream = Create(file);
        await ArtifactJson.WriteAsync(stream, value, cancellation);
    }

    public async Task WriteLinesAsync<T>(string file, IEnumerable<T> values, CancellationToken cancellation)
    {
        await using var stream = Create(file);
        await JsonLines.WriteAsync(stream, values, cancellation);
    }

    /// <summary>Writes a scratch file aside and moves it over the older one, so that a kill leaves the one or the other, whole.</summary>
    public async Task SaveScratchAsync(string file, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var path = Path.Combine(ScratchFolder, file);
        await WholeFile.WriteAsync(_storage, path, path + ".tmp", write, cancellation);
    }
}
