using System.Security.Cryptography;
using System.Text.Json;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Curriculum.Journals;

namespace TeachWhy.Curriculum.Making;

/// <summary>The files of a dataset: written aside, and moved into place when they are whole.</summary>
public sealed class DataFiles : IDisposable
{
    /// <summary>What passed, one example a line.</summary>
    public const string Data = "data.jsonl";

    /// <summary>What did not, with the gate and why.</summary>
    public const string Rejected = "rejected.jsonl";

    /// <summary>The data card.</summary>
    public const string Card = "README.md";

    /// <summary>Hashes of everything that went in, and counts.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>What it was begun with.</summary>
    public const string Settings = "settings.json";

    private const string Aside = ".part";

    private readonly string _folder;
    private readonly FileStream _data;
    private readonly FileStream _rejected;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private DataFiles(string folder)
    {
        _folder = folder;
        _data = File.Create(Path.Combine(folder, Data + Aside));
        _rejected = File.Create(Path.Combine(folder, Rejected + Aside));
    }

    /// <summary>SHA-256 of a file's bytes, in lower-case hexadecimal: what <see cref="Manifest"/> says of <see cref="Data"/>.</summary>
    public static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Makes sure that a folder is for a dataset of these settings, and says so in it.</summary>
    /// <exception cref="DataRefusedException">It holds another dataset, or something else.</exception>
    public static void Claim(string folder, DataSettings settings)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, Settings);
            if (!File.Exists(path))
            {
                if (Directory.EnumerateFileSystemEntries(folder).Any())
                {
                    throw new DataRefusedException($"{folder} holds something else than a dataset; give an empty or new folder with --out.");
                }

                WriteWhole(path, JsonSerializer.SerializeToUtf8Bytes(settings, DataJson.Indented));
                return;
            }

            var begun = JsonSerializer.Deserialize<DataSettings>(File.ReadAllBytes(path), DataJson.Options)!;
            if (settings.DifferenceFrom(begun) is { } difference)
            {
                throw new DataRefusedException($"{folder} was begun with {difference}; give what it was begun with to go on, or another folder with --out.");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DataRefusedException($"{folder} cannot be used: {failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", failure);
        }
    }

    /// <summary>Whether a dataset was begun in a folder, finished or not.</summary>
    public static bool IsBegun(string folder) => File.Exists(Path.Combine(folder, Settings));

    /// <summary>Whether a run is writing the files anew, or was killed while it did.</summary>
    public static bool IsInWork(string folder) => File.Exists(Path.Combine(folder, Data + Aside));

    /// <summary>Begins the files anew; what a finished run left stays until these are whole.</summary>
    internal static DataFiles Begin(string folder) => new(folder);

    /// <summary>Adds an example that passed.</summary>
    internal void Pass(string id, MadeItem item)
    {
        byte[] line = [.. DataJson.Line(item.Example, DataJson.Metadata(id, item, null)), (byte)'\n'];
        _hash.AppendData(line);
        _data.Write(line);
    }

    /// <summary>Adds an example that was refused.</summary>
    internal void Reject(string id, MadeItem item, GateRefusal refusal) =>
        _rejected.Write([.. DataJson.Line(item.Example, DataJson.Metadata(id, item, refusal)), (byte)'\n']);

    /// <summary>Moves the files into place, with the card and the manifest.</summary>
    internal void Finish(DataReport report)
    {
        var hash = Convert.ToHexStringLower(_hash.GetHashAndReset());
        Close();
        Move(Data);
        Move(Rejected);
        WriteWhole(Path.Combine(_folder, Card), System.Text.Encoding.UTF8.GetBytes(DataCard.Of(report, hash)));
        WriteWhole(Path.Combine(_folder, Manifest), JsonSerializer.SerializeToUtf8Bytes(DataManifest.Of(report, hash), DataJson.Indented));
    }

    /// <summary>Closes the files; what was not finished is removed.</summary>
    public void Dispose()
    {
        Close();
        _hash.Dispose();
        File.Delete(Path.Combine(_folder, Data + Aside));
        File.Delete(Path.Combine(_folder, Rejected + Aside));
    }

    private void Close()
    {
        _data.Dispose();
        _rejected.Dispose();
    }

    private void Move(string name) => File.Move(Path.Combine(_folder, name + Aside), Path.Combine(_folder, name), overwrite: true);

    private static void WriteWhole(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + Aside, bytes);
        File.Move(path + Aside, path, overwrite: true);
    }
}

/// <summary>An example on its way into a file.</summary>
internal sealed record MadeItem(string Recipe, Datasets.Example Example)
{
    /// <summary>Pieces made for other items too that it was made of, each <c>STAGE:FOR</c>; null for none.</summary>
    public IReadOnlyList<string>? Layers { get; init; }
}
