using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>
/// A model's weights as Hugging Face lays them out: <c>model.safetensors</c>, or several such files and
/// <c>model.safetensors.index.json</c>, which says what lies where.
/// </summary>
internal static class SafetensorsFolder
{
    private const string SingleFile = "model.safetensors";
    private const string IndexFile = "model.safetensors.index.json";
    private const int MostFiles = 4096;

    // Older programs saved the rotation's frequencies, which follow from the config.
    private const string Frequencies = ".rotary_emb.inv_freq";

    public static StoredWeights Open(string folder, TransformerShape shape)
    {
        var single = Path.Combine(folder, SingleFile);
        var index = Path.Combine(folder, IndexFile);
        var places = File.Exists(single) ? null
            : File.Exists(index) ? JsonFile.Read(index, ReadIndex)
            : throw new InvalidDataException($"{folder} has neither {SingleFile} nor {IndexFile}.");
        var names = places is null ? [SingleFile] : places.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (names.Length is 0 or > MostFiles)
        {
            throw new InvalidDataException($"{index} names {names.Length} files; it must name from 1 to {MostFiles}.");
        }
        var files = new List<WeightFile>();
        try
        {
            var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
            foreach (var name in names)
            {
                var path = Path.Combine(folder, name);
                files.Add(File.Exists(path) ? new WeightFile(path) : throw new InvalidDataException($"{path} is missing, which {index} names."));
                Add(tensors, files[^1]);
            }
            foreach (var (tensor, file) in places ?? [])
            {
                if (!tensors.TryGetValue(tensor, out var stored) || Path.GetFileName(stored.File.Path) != file)
                {
                    throw new InvalidDataException($"{Path.Combine(folder, file)} has no tensor {JsonPart.Quoted(tensor)}, which {index} says it has.");
                }
            }
            RemoveWhatFollows(tensors, shape);
            return new StoredWeights(shape, tensors, files);
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    public static void Save(string folder, IWeightSource source, WeightType type, long largestFile)
    {
        var parts = Parts([.. TensorLayout.Of(source.Shape)], type, largestFile);
        if (parts.Count == 1)
        {
            Safetensors.Save(Path.Combine(folder, SingleFile), parts[0], type, source.Read);
            return;
        }
        var places = new JsonObject();
        for (var part = 0; part < parts.Count; part++)
        {
            var name = $"model-{part + 1:00000}-of-{parts.Count:00000}.safetensors";
            Safetensors.Save(Path.Combine(folder, name), parts[part], type, source.Read);
            foreach (var tensor in parts[part])
            {
                places[tensor.Name] = name;
            }
        }
        var index = new JsonObject
        {
            ["metadata"] = new JsonObject { ["total_size"] = type.BytesOf(source.Shape.ParameterCount) },
            ["weight_map"] = places,
        };
        File.WriteAllText(Path.Combine(folder, IndexFile), index.ToJsonString(JsonFile.Indented));
    }

    /// <summary>Whole tensors in order, as many to a file as it may hold, and at least one.</summary>
    private static List<List<(string Name, IReadOnlyList<int> Shape)>> Parts(
        IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> tensors, WeightType type, long largestFile)
    {
        var parts = new List<List<(string Name, IReadOnlyList<int> Shape)>>();
        var size = 0L;
        foreach (var tensor in tensors)
        {
            var bytes = type.BytesOf(Safetensors.LengthOf(tensor.Shape));
            if (parts.Count == 0 || bytes > largestFile - size)
            {
                parts.Add([]);
                size = 0;
            }
            parts[^1].Add(tensor);
            size += bytes;
        }
        return parts;
    }

    private static Dictionary<string, string> ReadIndex(JsonFields index)
    {
        var map = index.Object("weight_map") ?? throw new InvalidDataException($"{index.Path} says no \"weight_map\".");
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in map.All)
        {
            // A name that leads out of the folder is no file of the model.
            var file = map.Text(place.Name) ?? "";
            places[place.Name] = file.EndsWith(".safetensors", StringComparison.Ordinal) && file.IndexOfAny(['/', '\\', ':', '\0']) < 0
                ? file
                : throw map.Wrong(place.Name, place.Value, "the name of a .safetensors file beside it");
        }
        return places;
    }

    private static void Add(Dictionary<string, StoredTensor> tensors, WeightFile file)
    {
        foreach (var (name, entry) in SafetensorsHeader.Read(file, out var dataStart))
        {
            if (!tensors.TryAdd(name, new StoredTensor(file, name, entry.Type, entry.Shape, dataStart + entry.Begin)))
            {
                throw new InvalidDataException($"{file.Path} has a tensor {JsonPart.Quoted(name)} that another file of the model has too.");
            }
        }
    }

    private static void RemoveWhatFollows(Dictionary<string, StoredTensor> tensors, TransformerShape shape)
    {
        foreach (var name in tensors.Keys.Where(name => name.EndsWith(Frequencies, StringComparison.Ordinal)).ToList())
        {
            tensors.Remove(name);
        }

        // A head that is tied to the embedding is sometimes saved as well; transformers does not read it either.
        if (shape.TiedHead)
        {
            tensors.Remove(TensorLayout.Head);
        }
    }
}
