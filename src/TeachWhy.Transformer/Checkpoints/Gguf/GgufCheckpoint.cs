namespace TeachWhy.Transformer.Gguf;

/// <summary>A checkpoint as one GGUF file, as llama.cpp reads it.</summary>
internal static class GgufCheckpoint
{
    private const string OriginPrefix = "teachwhy.origin.";

    public static StoredWeights OpenWeights(GgufFile file)
    {
        var shape = GgufShape.Read(file);
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        var left = new Dictionary<string, StoredTensor>(file.Tensors, StringComparer.Ordinal);
        left.Remove(GgufNames.RotaryFactors);
        foreach (var (name, _) in TensorLayout.Of(shape))
        {
            if (!left.Remove(GgufNames.Of(name), out var tensor))
            {
                throw new InvalidDataException($"{file.File.Path} has no tensor \"{GgufNames.Of(name)}\".");
            }
            tensors[name] = GgufNames.IsRotated(name) && GgufShape.Interleaves(shape) ? tensor with { RowInFile = RowOrder.Interleaved(shape.HeadSize) } : tensor;
        }
        foreach (var name in left.Keys)
        {
            throw new InvalidDataException($"{file.File.Path} has a tensor {JsonPart.Quoted(name)} that the model does not know.");
        }
        return new StoredWeights(shape, tensors, [file.File]);
    }

    public static CheckpointText LoadText(GgufFile file, TransformerShape shape)
    {
        var metadata = file.Metadata;
        var (tokenizer, special) = GgufTokenizer.Read(metadata);
        return tokenizer.Count <= shape.Vocabulary
            ? new CheckpointText(tokenizer, metadata.Text("tokenizer.chat_template"), special.Within(shape.Vocabulary, metadata.Path), LoadOrigin(metadata))
            : throw new InvalidDataException($"{metadata.Path} has {tokenizer.Count} tokens, but its model has {shape.Vocabulary}.");
    }

    /// <returns>The matrices that were stored in half precision because their rows are no multiple of 32 numbers.</returns>
    public static IReadOnlyList<string> Save(string path, IWeightSource source, ITokenizer tokenizer, CheckpointOrigin origin, CheckpointOptions options)
    {
        var (writer, shape, wide) = (new GgufWriter(), source.Shape, new List<string>());
        GgufShape.Write(writer, shape, origin.Name);
        writer.Add("general.file_type", GgufFormat.FileTypeOf(options.Type));
        writer.Add("general.quantization_version", 2u);
        writer.Add($"{OriginPrefix}seed", origin.Seed);
        writer.Add($"{OriginPrefix}tokens", (ulong)origin.Tokens);
        writer.Add($"{OriginPrefix}data_hash", origin.DataHash);
        writer.Add($"{OriginPrefix}version", origin.Version);
        GgufTokenizer.Write(writer, tokenizer, options, shape.Vocabulary);
        if (shape.RotaryScaling is { } scaling)
        {
            var factors = RotaryFactors.Of(shape, scaling);
            RotaryFactors.Write(writer, scaling);
            writer.Add(new GgufTensor(GgufNames.RotaryFactors, [factors.Length], WeightType.Float32, (start, numbers) => factors.AsSpan((int)start, numbers.Length).CopyTo(numbers)));
        }
        foreach (var (name, sizes) in TensorLayout.Of(shape))
        {
            // llama.cpp adds and multiplies by vectors in float32 only.
            var type = sizes.Count == 1 ? WeightType.Float32 : options.Type;
            if (sizes[^1] % type.BlockLength() != 0)
            {
                type = WeightType.Float16;
                wide.Add(GgufNames.Of(name));
            }
            writer.Add(new GgufTensor(GgufNames.Of(name), sizes, type, Reading(source, name, sizes)));
        }
        writer.Save(path);
        return wide;
    }

    private static ReadStretch Reading(IWeightSource source, string name, IReadOnlyList<int> sizes)
    {
        ReadStretch plain = (start, numbers) => source.Read(name, start, numbers);
        if (!GgufNames.IsRotated(name) || !GgufShape.Interleaves(source.Shape))
        {
            return plain;
        }
        var order = RowOrder.Halved(source.Shape.HeadSize);
        return (start, numbers) => RowOrder.Read(order, sizes.Count > 1 ? sizes[^1] : 1, start, numbers, plain);
    }

    private static CheckpointOrigin LoadOrigin(GgufMetadata metadata) => metadata.Text($"{OriginPrefix}version") is not { } version
        ? CheckpointOrigin.Unknown
        : new CheckpointOrigin(
            metadata.Text("general.name") ?? "", (ulong)(metadata.Whole($"{OriginPrefix}seed") ?? 0), metadata.Whole($"{OriginPrefix}tokens") ?? 0,
            metadata.Text($"{OriginPrefix}data_hash") ?? "", version);
}
