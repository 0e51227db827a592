using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Replies as files, each named by the hash of what was asked. A file that is no whole entry is as good as none.</summary>
internal sealed class ReplyCache
{
    private const int MostOfEntry = 16 << 20;
    private const string Ending = ".json";

    private readonly Lock _shrinking = new();
    private readonly CacheOptions _options;
    private long _bytes;

    public ReplyCache(CacheOptions options)
    {
        _options = options;
        Directory.CreateDirectory(options.Folder);
        _bytes = Files().Sum(file => file.Length);
        Shrink();
    }

    /// <summary>The reply that is kept for a key; null for none.</summary>
    public async Task<ChatResponse?> FindAsync(string key, CancellationToken cancellation)
    {
        try
        {
            var path = PathOf(key);
            if (!File.Exists(path) || new FileInfo(path).Length > MostOfEntry)
            {
                return null;
            }

            var entry = JsonSerializer.Deserialize<Entry>(await File.ReadAllBytesAsync(path, cancellation));
            return entry is { Reply: { } reply, Sum: { } sum } && string.Equals(sum, SumOf(reply), StringComparison.Ordinal) ? CachedReply.Read(reply) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Keeps a reply; a folder that cannot be written to keeps none.</summary>
    public void Keep(string key, ChatResponse response)
    {
        var reply = CachedReply.Write(response);
        var entry = JsonSerializer.SerializeToUtf8Bytes(new Entry(SumOf(reply), reply));
        var path = PathOf(key);
        var aside = $"{path}.{Guid.NewGuid():N}.tmp";
        if (entry.Length > MostOfEntry)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(aside, entry);
            File.Move(aside, path, overwrite: true);
            if (Interlocked.Add(ref _bytes, entry.Length) > _options.MostBytes)
            {
                Shrink();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What is not kept is asked again.
        }
    }

    private void Shrink()
    {
        lock (_shrinking)
        {
            if (_bytes <= _options.MostBytes)
            {
                return;
            }

            // Well below the bound, so that not every next reply has the whole folder looked through.
            var (bytes, enough) = (0L, _options.MostBytes / 4 * 3);
            foreach (var file in Files().OrderByDescending(file => file.LastWriteTimeUtc))
            {
                bytes += file.Length;
                if (bytes > enough)
                {
                    file.Delete();
                    bytes -= file.Length;
                    enough = bytes;
                }
            }

            Interlocked.Exchange(ref _bytes, bytes);
        }
    }

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(_options.Folder).EnumerateFiles("*" + Ending, SearchOption.AllDirectories);

    // Two letters of the hash spread the files over folders that can still be listed.
    private string PathOf(string key) => Path.Combine(_options.Folder, key[..2], key + Ending);

    private static string SumOf(JsonElement reply) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(reply)));

    private sealed record Entry(string Sum, JsonElement Reply);
}
