using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeachWhy.Training;

/// <summary>The folder of a run: what lies where, one run at a time, and only ever the run that it was begun with.</summary>
internal sealed class RunFolder : IDisposable
{
    private const string InputsFile = "run.json";

    private readonly FolderLock _lock;

    private RunFolder(string path, FolderLock held) => (FullPath, _lock) = (path, held);

    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public string FullPath { get; }

    /// <summary>The model as it is now, and at the end the trained one.</summary>
    public string Checkpoint => PathOf(Transformer.Checkpoint.FolderInRun);

    /// <summary>The model with the smallest validation loss.</summary>
    public string Best => PathOf("best");

    /// <summary>What was done; there once the run is over.</summary>
    public string Record => PathOf("training.json");

    /// <summary>The tokenizer that was made from the data.</summary>
    public string Tokenizer => PathOf("tokenizer");

    /// <summary>The data as rows.</summary>
    public string Data => PathOf("data");

    /// <summary>What a killed run goes on from.</summary>
    public string State => PathOf("state");

    /// <exception cref="WorkFolderException">Another run holds the folder, or it cannot be written.</exception>
    public static RunFolder Take(string path)
    {
        var full = Path.GetFullPath(path);
        return new RunFolder(full, FolderLock.Take(full));
    }

    /// <summary>Notes the inputs of a new run; compares them with those of one that goes on.</summary>
    /// <exception cref="TrainingRefusedException">The folder holds a run of other inputs.</exception>
    public void Guard(IReadOnlyList<RunInput> inputs)
    {
        var path = PathOf(InputsFile);
        if (Read<List<RunInput>>(path) is { } begun)
        {
            if (RunInputs.Difference(begun, inputs) is { } difference)
            {
                throw new TrainingRefusedException(
                    $"The run in {FullPath} {difference}; give what it was begun with to go on, or another folder with --out.");
            }
            DeleteUnfinished();
            return;
        }
        if (Directory.EnumerateFileSystemEntries(FullPath).Any(entry => Path.GetFileName(entry) is not (".lock" or ".lock-owner" or InputsFile or "failure.txt")))
        {
            throw new TrainingRefusedException($"{FullPath} holds something, but no training run; give an empty or new folder with --out.");
        }
        Write(path, inputs);
    }

    /// <summary>What a file holds; null where it is not there or damaged.</summary>
    public static T? Read<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a file aside, waits until it is on the disk, and moves it into place.</summary>
    public static void Write<T>(string path, T value)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = $"{path}.tmp";
        using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, value, Json);
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, path, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>What a killed session was writing when it ended.</summary>
    private void DeleteUnfinished()
    {
        foreach (var folder in Directory.EnumerateDirectories(FullPath, "*.tmp"))
        {
            Directory.Delete(folder, recursive: true);
        }
        foreach (var file in Directory.EnumerateFiles(FullPath, "*.tmp").Concat(Directory.Exists(State) ? Directory.EnumerateFiles(State, "*.tmp") : []))
        {
            File.Delete(file);
        }
    }

    private string PathOf(string name) => Path.Combine(FullPath, name);
}
