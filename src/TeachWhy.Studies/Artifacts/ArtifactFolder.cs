using System.Collections.Concurrent;
using System.Text.Json;
using TeachWhy.Studies.Events;
using TeachWhy.Training;

namespace TeachWhy.Studies.Artifacts;

/// <summary>
/// A folder in which every stage's output is made once: a finished artifact is read back, a damaged one is made again,
/// and an unfinished one never shows. One process at a time; any number of tasks within it.
/// </summary>
/// <remarks>
/// <c>artifacts/</c> holds what is finished, <c>drafts/</c> what is being made (thrown away at the next start),
/// <c>scratch/</c> unfinished work that the next start goes on from.
/// </remarks>
public sealed class ArtifactFolder : IDisposable
{
    private const string ValueFile = "value.json";

    private readonly FolderLock _lock;
    private readonly IArtifactStorage _storage;
    private readonly IProgress<StudyEvent>? _progress;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);
    private int _drafts;

    private ArtifactFolder(string path, FolderLock folderLock, ArtifactFolderOptions options)
    {
        FullPath = path;
        _lock = folderLock;
        _storage = options.Storage;
        _progress = options.Progress;
    }

    /// <summary>The folder itself.</summary>
    public string FullPath { get; }

    /// <summary>Opens a folder for one run, made where there is none.</summary>
    /// <exception cref="WorkFolderException">It cannot be written, or another run holds it.</exception>
    public static ArtifactFolder Open(string path, ArtifactFolderOptions? options = null)
    {
        var full = Path.GetFullPath(path);
        var folder = new ArtifactFolder(full, FolderLock.Take(full), options ?? new ArtifactFolderOptions());
        try
        {
            folder._storage.DeleteFolder(folder.PathOf("drafts"));
            return folder;
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            folder.Dispose();
            throw WorkFolderException.Writing(folder.PathOf("drafts"), exception);
        }
    }

    /// <summary>A path within the folder.</summary>
    public string PathOf(string name) => Path.Combine(FullPath, name);

    /// <summary>
    /// The value that <paramref name="make"/> gives for <paramref name="input"/>, made once and kept as JSON.
    /// It is always read back from the file, so that the first run and a later one see the same value.
    /// </summary>
    public Task<TOutput> OnceAsync<TInput, TOutput>(
        string stage, TInput input, Func<TInput, CancellationToken, Task<TOutput>> make, CancellationToken cancellation)
        where TInput : notnull =>
        FilesOnceAsync(
            stage, input,
            async (draft, token) => await draft.WriteJsonAsync(ValueFile, await make(input, token), token),
            (artifact, token) => artifact.ReadJsonAsync<TOutput>(ValueFile, token),
            cancellation);

    /// <summary>The files that <paramref name="make"/> writes for <paramref name="input"/>, made once.</summary>
    public Task<Artifact> FilesOnceAsync(
        string stage, object input, Func<ArtifactDraft, CancellationToken, Task> make, CancellationToken cancellation) =>
        FilesOnceAsync(stage, input, make, (artifact, _) => Task.FromResult(artifact), cancellation);

    /// <summary>What <paramref name="read"/> finds in the files that <paramref name="make"/> wrote for <paramref name="input"/>, made once.</summary>
    /// <exception cref="WorkFolderException">A file could not be written; the message names it and the reason.</exception>
    public async Task<T> FilesOnceAsync<T>(
        string stage, object input,
        Func<ArtifactDraft, CancellationToken, Task> make, Func<Artifact, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
    {
        var key = ArtifactKey.Of(stage, input);
        var gate = _gates.GetOrAdd(key.Hash, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellation);
        try
        {
            if (await FindAsync(key, cancellation) is { } finished)
            {
                try
                {
                    return await read(finished, cancellation);
                }
                catch (Exception exception) when (exception is JsonException or InvalidDataException)
                {
                    Discard(finished.Folder, exception.Message);
                }
            }

            return await read(await MakeAsync(key, make, cancellation), cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Whether a finished artifact is there (its files are not looked into): for estimates of the work left.</summary>
    public bool Contains(string stage, object input) =>
        File.Exists(Path.Combine(FolderOf(ArtifactKey.Of(stage, input)), ArtifactManifest.FileName));

    /// <summary>Writes a file for people (a report, results) aside and moves it into place.</summary>
    /// <exception cref="WorkFolderException">It could not be written; an older one is still there.</exception>
    public async Task ReplaceAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        try
        {
            await WholeFile.WriteAsync(_storage, PathOf(name), NextDraft("file"), write, cancellation);
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            throw WorkFolderException.Writing(PathOf(name), exception);
        }
    }

    /// <summary>Writes a text file aside and moves it into place.</summary>
    public Task ReplaceTextAsync(string name, string text, CancellationToken cancellation) =>
        ReplaceAsync(
            name,
            async (stream, token) =>
            {
                await using var writer = new StreamWriter(stream, leaveOpen: true);
                await writer.WriteAsync(text.AsMemory(), token);
            },
            cancellation);

    public void Dispose()
    {
        _lock.Dispose();
        foreach (var gate in _gates.Values)
        {
            gate.Dispose();
        }
    }

    /// <summary>As <see cref="ReplaceTextAsync"/>, for a timer that nobody awaits.</summary>
    internal void ReplaceText(string name, string text)
    {
        try
        {
            WholeFile.Write(_storage, PathOf(name), NextDraft("file"), text);
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            throw WorkFolderException.Writing(PathOf(name), exception);
        }
    }

    // A maker may also read: what it did not find, or what the network broke, is not the disk's doing.
    private static bool IsDisk(Exception exception) =>
        exception is UnauthorizedAccessException
        or (IOException and not (FileNotFoundException or EndOfStreamException or HttpIOException));

    private string FolderOf(ArtifactKey key) => PathOf($"artifacts/{key.Name}");

    private string NextDraft(string name) => PathOf($"drafts/{name}-{Interlocked.Increment(ref _drafts)}");

    private async Task<Artifact?> FindAsync(ArtifactKey key, CancellationToken cancellation)
    {
        var folder = FolderOf(key);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        if (await ArtifactManifest.DamageOfAsync(folder, key, cancellation) is { } damage)
        {
            Discard(folder, damage);
            return null;
        }

        return new Artifact(key, folder, Reused: true);
    }

    private void Discard(string folder, string damage)
    {
        _progress?.Report(new StudyEvent.ArtifactDamaged(Path.GetRelativePath(FullPath, folder), damage));
        try
        {
            _storage.DeleteFolder(folder);
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            throw WorkFolderException.Writing(folder, exception);
        }
    }

    private async Task<Artifact> MakeAsync(
        ArtifactKey key, Func<ArtifactDraft, CancellationToken, Task> make, CancellationToken cancellation)
    {
        var scratch = PathOf($"scratch/{key.Name}");
        var draft = new ArtifactDraft(key, NextDraft(key.Name.Replace('/', '-')), scratch, _storage, _progress);
        try
        {
            Directory.CreateDirectory(draft.Folder);
            await make(draft, cancellation);

            var manifest = await ArtifactManifest.OfAsync(draft, _storage, cancellation);
            await draft.WriteJsonAsync(ArtifactManifest.FileName, manifest, cancellation);
            _storage.Sync(draft.PathOf(ArtifactManifest.FileName));

            _storage.MoveFolder(draft.Folder, FolderOf(key));
            _storage.DeleteFolder(scratch);
            return new Artifact(key, FolderOf(key), Reused: false);
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            throw WorkFolderException.Writing($"{Path.GetRelativePath(FullPath, FolderOf(key))} in {FullPath}", exception);
        }
    }
}

/// <summary>What an artifact folder is given from outside.</summary>
public sealed record ArtifactFolderOptions
{
    public IArtifactStorage Storage { get; init; } = new DiskStorage();

    /// <summary>Told of every damaged artifact.</summary>
    public IProgress<StudyEvent>? Progress { get; init; }
}
