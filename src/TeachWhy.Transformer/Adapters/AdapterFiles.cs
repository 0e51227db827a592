namespace TeachWhy.Transformer.Adapters;

/// <summary>
/// An adapter on disk, as PEFT lays it out: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.
/// Everything in the header is compared with the model's shape before memory is taken for it.
/// </summary>
internal static class AdapterFiles
{
    private const string ConfigFile = "adapter_config.json";
    private const string WeightsFile = "adapter_model.safetensors";

    /// <summary>
    /// Replaces an adapter that is there; the folder may hold other files. The old weights go first and the new ones come
    /// last, so that a kill in between leaves no weights beside options that are not theirs.
    /// </summary>
    public static void Save(string folder, LowRankAdapter adapter, string baseModel)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, WeightsFile));
        Aside.WriteFile(Path.Combine(folder, ConfigFile), aside => AdapterConfig.Save(aside, adapter.Options, baseModel));
        Aside.WriteFile(Path.Combine(folder, WeightsFile), aside => Safetensors.Save(aside, adapter.Tensors));
    }

    /// <summary>The folder holds an adapter; whether it is whole shows when it is loaded.</summary>
    public static bool IsAdapter(string folder) => File.Exists(Path.Combine(folder, ConfigFile));

    /// <param name="folder">The adapter's own, or that of the training run that made it.</param>
    public static LowRankAdapter Load(string folder, TransformerShape shape)
    {
        folder = Checkpoint.InRun(folder);
        if (!IsAdapter(folder))
        {
            throw new FileNotFoundException($"{folder} holds no adapter: it has no {ConfigFile}.");
        }
        var (options, baseModel) = AdapterConfig.Load(Path.Combine(folder, ConfigFile));
        var path = Path.Combine(folder, WeightsFile);
        using var file = new WeightFile(path);
        var entries = SafetensorsHeader.Read(file, out var dataStart);
        Compare(entries, shape, options, path);
        var adapter = new LowRankAdapter(shape, options) { BaseModel = baseModel };
        try
        {
            foreach (var tensor in adapter.Tensors)
            {
                var entry = entries[tensor.Name];
                new StoredTensor(file, tensor.Name, entry.Type, entry.Shape, dataStart + entry.Begin).Read(0, tensor.Values);
            }
            return adapter;
        }
        catch
        {
            adapter.Dispose();
            throw;
        }
    }

    /// <summary>Every pair that the configuration asks for must be there in its shape, and nothing else.</summary>
    private static void Compare(Dictionary<string, SafetensorsEntry> entries, TransformerShape shape, LowRankOptions options, string path)
    {
        var adapted = LowRankLayer.Of(shape).SelectMany(layer => layer.Adapted(options)).ToList();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            foreach (var projection in adapted)
            {
                Require(projection.NameOfA(layer), options.Rank, projection.Inputs);
                Require(projection.NameOfB(layer), projection.Outputs, options.Rank);
            }
        }
        if (entries.Keys.FirstOrDefault(name => !expected.Contains(name)) is { } stray)
        {
            throw new InvalidDataException($"{path} has a tensor \"{stray}\" that its configuration or the model has no place for.");
        }

        void Require(string name, int rows, int columns)
        {
            if (!entries.TryGetValue(name, out var entry))
            {
                throw new InvalidDataException($"{path} has no tensor \"{name}\", which its configuration asks for.");
            }
            if (entry.Shape is not [var givenRows, var givenColumns] || givenRows != rows || givenColumns != columns)
            {
                throw new InvalidDataException(
                    $"{path} gives \"{name}\" the shape [{string.Join(", ", entry.Shape)}] where rank and model ask for [{rows}, {columns}].");
            }
            expected.Add(name);
        }
    }
}
