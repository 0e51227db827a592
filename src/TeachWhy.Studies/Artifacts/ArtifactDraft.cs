using System.Security.Cryptography;
using TeachWhy.Studies.Events;

namespace TeachWhy.Studies.Artifacts;

/// <summary>An artifact in the making: a folder aside that becomes the artifact when its maker returns.</summary>
public sealed class ArtifactDraft
{
    private readonly IArtifactStorage _storage;
    private readonly string _scratch;
    private readonly IProgress<StudyEvent>? _progress;

    internal ArtifactDraft(ArtifactKey key, string folder, string scratch, IArtifactStorage storage, IProgress<StudyEvent>? progress)
    {
        Key = key;
        Folder = folder;
        _scratch = scratch;
        _storage = storage;
        _progress = progress;
    }

    public ArtifactKey Key { get; }

    /// <summary>Everything written here becomes the artifact. It exists and is empty when the maker starts.</summary>
    public string Folder { get; }

    /// <summary>
    /// A folder for unfinished work, named by the same hash: what a killed maker left here, the next maker of the same artifact finds.
    /// It is deleted when the artifact is finished. What <see cref="SaveScratchAsync"/> writes here is whole or not there.
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

    /// <summary>
    /// Saves unfinished work that a later maker of the same artifact goes on from. A kill leaves what was saved last, or before it,
    /// whole; a hash in front tells damage later.
    /// </summary>
    public async Task SaveScratchAsync(string file, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await write(content, cancellation);
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);

        var path = Path.Combine(ScratchFolder, file);
        await WholeFile.WriteAsync(
            _storage, path, path + ".tmp",
            async (stream, token) =>
            {
                await stream.WriteAsync(SHA256.HashData(bytes.Span), token);
                await stream.WriteAsync(bytes, token);
            },
            cancellation);
    }

    /// <summary>What <see cref="SaveScratchAsync"/> saved last; null where nothing was, or where it is damaged (which is told).</summary>
    public async Task<Stream?> LoadScratchAsync(string file, CancellationToken cancellation)
    {
        var path = Path.Combine(_scratch, file);
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellation);
        if (bytes.Length >= SHA256.HashSizeInBytes
            && SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
        {
            return new MemoryStream(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes, writable: false);
        }

        _progress?.Report(new StudyEvent.ArtifactDamaged($"scratch/{Key.Name}/{file}", "its content does not fit its hash"));
        return null;
    }
}
