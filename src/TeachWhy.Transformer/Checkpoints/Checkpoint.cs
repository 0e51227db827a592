using TeachWhy.Transformer.Adapters;
using TeachWhy.Transformer.Gguf;

namespace TeachWhy.Transformer;

/// <summary>
/// A model on disk: a folder as Hugging Face lays it out, or a GGUF file as llama.cpp reads it.
/// Whatever is wrong with one of its files ends in an <see cref="InvalidDataException"/> that names the file and says what.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    /// <summary>The folder of the model in a training run's: the run's folder may be given in its place.</summary>
    public const string FolderInRun = "checkpoint";

    private readonly CheckpointText _text;

    private Checkpoint(IWeightSource weights, WeightType storedAs, CheckpointText text)
    {
        Weights = weights;
        StoredAs = storedAs;
        _text = text;
    }

    /// <summary>The weights: in memory when it was loaded, on disk when it was opened.</summary>
    public IWeightSource Weights { get; }

    /// <summary>How the files hold the embedding, and as a rule all matrices.</summary>
    public WeightType StoredAs { get; }

    public TransformerShape Shape => Weights.Shape;

    /// <summary>The model in float32.</summary>
    /// <exception cref="InvalidOperationException">The checkpoint was opened, not loaded.</exception>
    public TransformerModel Model => Weights as TransformerModel ?? throw new InvalidOperationException("The checkpoint was opened; only a loaded one has its model in memory.");

    public ITokenizer Tokenizer => _text.Tokenizer;

    /// <summary>How a conversation is written, in Jinja; null where the checkpoint does not say.</summary>
    public string? ChatTemplate => _text.ChatTemplate;

    public SpecialTokens SpecialTokens => _text.SpecialTokens;

    public CheckpointOrigin Origin => _text.Origin;

    /// <summary>Reads and checks everything; the caller disposes of the model.</summary>
    /// <param name="path">A folder or a <c>.gguf</c> file.</param>
    /// <param name="memory">Bytes that the weights may take; what the system has to spare where nothing is said.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or asks for what is not supported.</exception>
    /// <exception cref="FileNotFoundException">The folder has no <c>config.json</c> or no tokenizer.</exception>
    /// <exception cref="DirectoryNotFoundException">There is nothing at the path.</exception>
    /// <exception cref="ModelTooLargeException">The weights need more memory than there is.</exception>
    public static Checkpoint Load(string path, long? memory = null)
    {
        var (stored, readText) = OpenWeights(path);
        using var closing = stored;
        RequireMemory(path, stored.Shape, memory ?? AvailableMemory.Bytes);
        var text = readText();
        var model = new TransformerModel(stored.Shape);
        try
        {
            foreach (var tensor in model.Tensors)
            {
                stored.Read(tensor.Name, 0, tensor.Values);
            }
            return new Checkpoint(model, stored.Type, text);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Checks everything but the numbers, which are read from disk as they are asked for.</summary>
    /// <param name="path">A folder or a <c>.gguf</c> file.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or asks for what is not supported.</exception>
    /// <exception cref="FileNotFoundException">The folder has no <c>config.json</c> or no tokenizer.</exception>
    /// <exception cref="DirectoryNotFoundException">There is nothing at the path.</exception>
    public static Checkpoint Open(string path)
    {
        var (stored, readText) = OpenWeights(path);
        try
        {
            return new Checkpoint(stored, stored.Type, readText());
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    /// <summary>What a folder says beside weights, such as its tokenizer. There need be no model in it.</summary>
    /// <exception cref="InvalidDataException">The folder has no tokenizer, or a file is damaged or asks for what is not supported.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static CheckpointText LoadText(string folder) => CheckpointFolder.LoadText(Existing(folder), vocabulary: null);

    /// <summary>Writes a folder as Hugging Face lays it out, beside its place, and then moves it there: a folder that exists is whole.</summary>
    /// <param name="source">A model, or another checkpoint's weights.</param>
    /// <exception cref="NumberTooLargeException">A weight does not fit the type.</exception>
    public static void Save(
        string folder, IWeightSource source, ITokenizer tokenizer, CheckpointOrigin origin, CheckpointOptions? options = null) =>
        Aside.WriteFolder(folder, aside => CheckpointFolder.Save(aside, source, tokenizer, origin, options ?? new CheckpointOptions()));

    /// <summary>Writes a GGUF file as llama.cpp reads it, beside its place, and then moves it there.</summary>
    /// <param name="source">A model, or another checkpoint's weights.</param>
    /// <returns>Names of matrices that are stored in half precision instead of 8 bits, because their rows are no multiple of 32 numbers.</returns>
    /// <exception cref="ArgumentException">llama.cpp does not know such a model or tokenizer.</exception>
    /// <exception cref="NumberTooLargeException">A weight does not fit the type.</exception>
    public static IReadOnlyList<string> SaveGguf(
        string path, IWeightSource source, ITokenizer tokenizer, CheckpointOrigin origin, CheckpointOptions? options = null)
    {
        IReadOnlyList<string> wide = [];
        Aside.WriteFile(path, aside => wide = GgufCheckpoint.Save(aside, source, tokenizer, origin, options ?? new CheckpointOptions()));
        return wide;
    }

    public void Dispose() => Weights.Dispose();

    private static (StoredWeights Weights, Func<CheckpointText> ReadText) OpenWeights(string path)
    {
        if (File.Exists(path))
        {
            var file = GgufFile.Open(path);
            try
            {
                var stored = GgufCheckpoint.OpenWeights(file);
                return (stored, () => GgufCheckpoint.LoadText(file, stored.Shape));
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        var folder = Existing(path);
        var weights = CheckpointFolder.OpenWeights(folder);
        return (weights, () => CheckpointFolder.LoadText(folder, weights.Shape.Vocabulary));
    }

    private static string Existing(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException($"There is neither a folder nor a file at {path}.");
        }
        var folder = InRun(path);
        return AdapterFiles.IsAdapter(folder) && !File.Exists(Path.Combine(folder, "config.json"))
            ? throw new InvalidDataException($"{folder} holds an adapter, not a model; name the model it belongs to, and the adapter beside it.")
            : folder;
    }

    /// <summary>
    /// The path itself or, of a training run's folder, that of what the run made. Loading does this by itself; who looks
    /// at the files has to look there too.
    /// </summary>
    public static string InRun(string path)
    {
        var made = Path.Combine(path, FolderInRun);
        return Directory.Exists(made) ? made : path;
    }

    private static void RequireMemory(string path, TransformerShape shape, long memory)
    {
        var needed = shape.ParameterCount > long.MaxValue / sizeof(float) ? long.MaxValue : shape.ParameterCount * sizeof(float);
        if (needed > memory)
        {
            throw new ModelTooLargeException($"{path} with its {shape.ParameterCount} weights as float32", needed, memory);
        }

        // One block of memory is counted in floats by an int; so large a model can be sampled from its file.
        if (shape.ParameterCount > int.MaxValue)
        {
            throw new ModelTooLargeException($"{path} with its {shape.ParameterCount} weights in one block of float32", needed, (long)int.MaxValue * sizeof(float));
        }
    }
}
