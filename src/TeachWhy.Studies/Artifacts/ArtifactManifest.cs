using System.Security.Cryptography;
using System.Text.Json;

namespace TeachWhy.Studies.Artifacts;

/// <summary>What a finished artifact consists of. Written last: a folder without one was never finished.</summary>
/// <param name="Stage">The stage that made it.</param>
/// <param name="Hash">The key's full hash.</param>
/// <param name="Input">Everything that went into it.</param>
/// <param name="Files">Its files, by name.</param>
internal sealed record ArtifactManifest(string Stage, string Hash, JsonElement Input, IReadOnlyList<ManifestFile> Files)
{
    public const string FileName = "manifest.json";

    /// <summary>Waits until every file of a draft is on the disk, and lists them.</summary>
    public static async Task<ArtifactManifest> OfAsync(ArtifactDraft draft, IArtifactStorage storage, CancellationToken cancellation)
    {
        var files = new List<ManifestFile>();
        foreach (var path in Directory.EnumerateFiles(draft.Folder, "*", SearchOption.AllDirectories))
        {
            storage.Sync(path);
            var name = Path.GetRelativePath(draft.Folder, path).Replace('\\', '/');
            files.Add(new ManifestFile(name, new FileInfo(path).Length, await HashAsync(path, cancellation)));
        }

        files.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new ArtifactManifest(draft.Key.Stage, draft.Key.Hash, JsonElement.Parse(draft.Key.Input), files);
    }

    /// <summary>Compares a folder with its manifest.</summary>
    /// <returns>What is wrong, in words; null where nothing is.</returns>
    public static async Task<string?> DamageOfAsync(string folder, ArtifactKey key, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return $"{FileName} is missing";
        }

        try
        {
            var manifest = await ArtifactJson.ReadAsync<ArtifactManifest>(path, cancellation);
            if (!string.Equals(manifest.Hash, key.Hash, StringComparison.Ordinal))
            {
                return $"{FileName} names another artifact";
            }

            foreach (var file in manifest.Files)
            {
                if (await file.DamageInAsync(folder, cancellation) is { } damage)
                {
                    return damage;
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return $"{FileName} cannot be read";
        }
    }

    internal static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }
}

/// <param name="Name">Relative to the artifact, with forward slashes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">In lower-case hex.</param>
internal sealed record ManifestFile(string Name, long Length, string Sha256)
{
    public async Task<string?> DamageInAsync(string folder, CancellationToken cancellation)
    {
        var file = new FileInfo(Path.Combine(folder, Name));
        if (!file.Exists)
        {
            return $"{Name} is missing";
        }

        if (file.Length != Length)
        {
            return $"{Name} has {file.Length} bytes instead of {Length}";
        }

        var hash = await ArtifactManifest.HashAsync(file.FullName, cancellation);
        return string.Equals(hash, Sha256, StringComparison.Ordinal) ? null : $"{Name} was changed";
    }
}
