using System.Text.Json;

namespace TeachWhy.Transformer;

/// <summary>
/// A model on disk, as Hugging Face lays it out: <c>model.safetensors</c>, <c>config.json</c>, the tokenizer's files,
/// and <c>origin.json</c> with what made it.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private const string WeightsFile = "model.safetensors";
    private const string ConfigFile = "config.json";
    private const string OriginFile = "origin.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private Checkpoint(TransformerModel model, ITokenizer tokenizer, CheckpointOrigin origin)
    {
        Model = model;
        Tokenizer = tokenizer;
        Origin = origin;
    }

    public TransformerModel Model { get; }

    public ITokenizer Tokenizer { get; }

    public CheckpointOrigin Origin { get; }

    /// <summary>Writes everything beside the folder and then moves it there: a folder that exists is whole.</summary>
    public static void Save(string folder, TransformerModel model, ITokenizer tokenizer, CheckpointOrigin origin)
    {
        folder = Path.GetFullPath(folder);
        var unique = Guid.NewGuid().ToString("N");
        var (aside, replaced) = ($"{folder}.{unique}.tmp", $"{folder}.{unique}.old.tmp");
        Directory.CreateDirectory(aside);
        try
        {
            Safetensors.Save(Path.Combine(aside, WeightsFile), model.Tensors);
            LlamaConfig.Save(Path.Combine(aside, ConfigFile), model.Shape);
            tokenizer.Save(aside);
            File.WriteAllText(Path.Combine(aside, OriginFile), JsonSerializer.Serialize(origin, Indented));
            if (Directory.Exists(folder))
            {
                // Moved away whole, then deleted: a kill in between leaves no half of a folder under its name.
                Directory.Move(folder, replaced);
            }
            Directory.Move(aside, folder);
        }
        finally
        {
            DeleteIfThere(aside);
            DeleteIfThere(replaced);
        }
    }

    /// <summary>Reads and checks everything; the caller disposes of the model.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it and says how.</exception>
    public static Checkpoint Load(string folder)
    {
        var configPath = Path.Combine(folder, ConfigFile);
        var shape = LlamaConfig.Load(configPath);
        var tokenizer = WordTokenizer.Load(folder);
        if (tokenizer.Count != shape.Vocabulary)
        {
            throw new InvalidDataException($"{configPath} says {shape.Vocabulary} tokens, but the tokenizer beside it has {tokenizer.Count}.");
        }
        var origin = LoadOrigin(Path.Combine(folder, OriginFile));
        return new Checkpoint(Safetensors.Load(Path.Combine(folder, WeightsFile), shape), tokenizer, origin);
    }

    public void Dispose() => Model.Dispose();

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CheckpointOrigin LoadOrigin(string path)
    {
        // Another program's model has no such file; that is no damage.
        if (!File.Exists(path))
        {
            return new CheckpointOrigin("unknown", 0, 0, "", "");
        }
        try
        {
            return JsonSerializer.Deserialize<CheckpointOrigin>(File.ReadAllBytes(path))
                ?? throw new InvalidDataException($"{path} says nothing.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{path} does not say what made the model: {failure.Message}", failure);
        }
    }
}
