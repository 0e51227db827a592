using System.Security.Cryptography;
using System.Text.Json;
using TeachWhy.Curriculum.Journals;

namespace TeachWhy.Curriculum.Making;

/// <summary>What the folder of a dataset says of the data in it. Nothing is said where there is neither a manifest nor anything else of a making.</summary>
/// <param name="Incomplete">Why the data is not all that was wanted, to follow "it is incomplete:"; null where it is all.</param>
/// <param name="Changed">A sentence that says the data is not what was made; null where it is.</param>
public sealed record DataStanding(string? Incomplete, string? Changed)
{
    private const int MostOfManifest = 16 << 20;

    // Files of one run are moved into place one after the other; what is later than this is of another run.
    private static readonly TimeSpan OneRun = TimeSpan.FromSeconds(2);

    /// <summary>Reads it; the data is read once, for its hash.</summary>
    /// <param name="folder">The dataset's.</param>
    public static DataStanding Of(string folder)
    {
        var (data, manifest) = (Path.Combine(folder, DataFiles.Data), Path.Combine(folder, DataFiles.Manifest));
        if (!File.Exists(manifest))
        {
            return new DataStanding(DataFiles.IsBegun(folder) ? $"its making has not finished, for there is no {DataFiles.Manifest}" : null, null);
        }

        try
        {
            using var document = Read(manifest);
            var root = document.RootElement;
            return new DataStanding(WhyIncomplete(root) ?? WhyUnfinished(folder, manifest), WhyChanged(root, data));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or InvalidDataException or FormatException or KeyNotFoundException)
        {
            return new DataStanding($"{DataFiles.Manifest} cannot be read, so nothing says that it is whole", null);
        }
    }

    private static JsonDocument Read(string manifest)
    {
        using var file = File.OpenRead(manifest);
        return file.Length <= MostOfManifest ? JsonDocument.Parse(file) : throw new InvalidDataException();
    }

    private static string? WhyIncomplete(JsonElement manifest)
    {
        if (manifest.GetProperty("complete").GetBoolean())
        {
            return null;
        }

        if (manifest.TryGetProperty("ended", out var ended) && ended.ValueKind == JsonValueKind.String)
        {
            return $"its making ended early: {ended.GetString()!.TrimEnd('.')}";
        }

        return manifest.TryGetProperty("progress", out var progress) && progress.TryGetProperty("failed", out var failed)
            ? FormattableString.Invariant($"{failed.GetInt64():N0} items could not be asked for") : "its making ended early";
    }

    private static string? WhyUnfinished(string folder, string manifest)
    {
        if (DataFiles.IsInWork(folder))
        {
            return "more of it is being made at this moment, or that was killed";
        }

        var stages = Path.Combine(folder, DataJournal.Folder);
        var made = File.GetLastWriteTimeUtc(manifest) + OneRun;
        return Directory.Exists(stages) && Directory.EnumerateFiles(stages, "*.jsonl").Any(stage => File.GetLastWriteTimeUtc(stage) > made)
            ? $"its {DataJournal.Folder} were written after {DataFiles.Data}, so a later making has not finished" : null;
    }

    private static string? WhyChanged(JsonElement manifest, string data)
    {
        using var file = File.OpenRead(data);
        return manifest.GetProperty("data").GetProperty("sha256").GetString() == Convert.ToHexStringLower(SHA256.HashData(file)) ? null
            : $"{data} is not what was made: its hash is not the one in {DataFiles.Manifest}.";
    }
}
