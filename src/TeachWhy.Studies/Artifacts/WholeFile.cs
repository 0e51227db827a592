namespace TeachWhy.Studies.Artifacts;

/// <summary>Writes a file aside, waits until it is on the disk, and moves it into place.</summary>
internal static class WholeFile
{
    public static async Task WriteAsync(
        IArtifactStorage storage, string path, string aside,
        Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        await using (var stream = storage.Create(aside))
        {
            await write(stream, cancellation);
        }

        storage.Sync(aside);
        storage.MoveFile(aside, path);
    }

    public static void Write(IArtifactStorage storage, string path, string aside, string text)
    {
        using (var writer = new StreamWriter(storage.Create(aside)))
        {
            writer.Write(text);
        }

        storage.Sync(aside);
        storage.MoveFile(aside, path);
    }
}
