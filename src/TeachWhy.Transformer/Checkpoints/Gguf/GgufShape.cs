namespace TeachWhy.Transformer.Gguf;

/// <summary>A shape as GGUF's metadata. What would change the arithmetic is never passed over in silence.</summary>
internal static class GgufShape
{
    private const int LargestSize = 1 << 24;
    private const float StandardBase = 10000f;

    // After the architecture's name; what is read, and what says nothing of the arithmetic.
    private static readonly string[] Known =
    [
        "vocab_size", "context_length", "embedding_length", "block_count", "feed_forward_length", "attention.head_count", "attention.head_count_kv",
        "attention.key_length", "attention.value_length", "attention.layer_norm_rms_epsilon", "attention.causal", "rope.dimension_count", "rope.freq_base",
        "rope.scaling.type", "rope.scaling.factor", "rope.scaling.original_context_length", "rope.scaling.finetuned", "rope.scale_linear", "tensor_data_layout",
    ];

    /// <exception cref="ArgumentException">llama.cpp does not compute what the shape asks for.</exception>
    public static void Write(GgufWriter writer, TransformerShape shape, string name)
    {
        var architecture = Architecture(shape);
        if (architecture == "qwen3" && shape.QueryKeyValueBias)
        {
            throw new ArgumentException("llama.cpp adds no biases in a Qwen3, so this model cannot be written as GGUF.");
        }
        if (architecture != "llama" && shape.RotaryScaling is not null)
        {
            throw new ArgumentException($"llama.cpp scales no rotation in a {architecture}, so this model cannot be written as GGUF.");
        }
        writer.Add("general.architecture", architecture);
        writer.Add("general.name", name);
        writer.Add($"{architecture}.vocab_size", (uint)shape.Vocabulary);
        writer.Add($"{architecture}.context_length", (uint)shape.Context);
        writer.Add($"{architecture}.embedding_length", (uint)shape.Channels);
        writer.Add($"{architecture}.block_count", (uint)shape.Layers);
        writer.Add($"{architecture}.feed_forward_length", (uint)shape.Hidden);
        writer.Add($"{architecture}.attention.head_count", (uint)shape.Heads);
        writer.Add($"{architecture}.attention.head_count_kv", (uint)shape.KeyValueHeads);
        writer.Add($"{architecture}.attention.key_length", (uint)shape.HeadSize);
        writer.Add($"{architecture}.attention.value_length", (uint)shape.HeadSize);
        writer.Add($"{architecture}.attention.layer_norm_rms_epsilon", shape.NormEpsilon);
        writer.Add($"{architecture}.rope.dimension_count", (uint)shape.HeadSize);
        writer.Add($"{architecture}.rope.freq_base", shape.RotaryBase);
    }

    /// <summary>Whether the rows of queries and keys are interleaved: only a Llama's are.</summary>
    public static bool Interleaves(TransformerShape shape) => Architecture(shape) == "llama";

    public static TransformerShape Read(GgufFile file)
    {
        try
        {
            return ReadSizes(file);
        }
        catch (ArgumentException failure)
        {
            throw new InvalidDataException($"{file.Metadata.Path} does not describe a model: {failure.Message}", failure);
        }
    }

    private static TransformerShape ReadSizes(GgufFile file)
    {
        var metadata = file.Metadata;
        var architecture = metadata.Text("general.architecture") ?? throw new InvalidDataException($"{metadata.Path} says no \"general.architecture\".");
        if (architecture is not ("llama" or "qwen2" or "qwen3"))
        {
            throw new InvalidDataException($"{metadata.Path} is a {JsonPart.Quoted(architecture)}; what can be loaded is llama, qwen2 and qwen3.");
        }
        Refuse(metadata, architecture);
        var (heads, channels) = (Size("attention.head_count"), Size("embedding_length"));
        var shape = new TransformerShape
        {
            Vocabulary = Rows(file, TensorLayout.Embedding),
            Channels = channels,
            Layers = Size("block_count"),
            Heads = heads,
            KeyValueHeads = Says("attention.head_count_kv") ? Size("attention.head_count_kv") : heads,
            HeadSize = Says("attention.key_length") ? Size("attention.key_length") : Math.Max(1, channels / heads),
            Hidden = Size("feed_forward_length"),
            Context = Size("context_length"),
            RotaryBase = metadata.Number($"{architecture}.rope.freq_base") ?? StandardBase,
            NormEpsilon = metadata.Number($"{architecture}.attention.layer_norm_rms_epsilon")
                ?? throw new InvalidDataException($"{metadata.Path} says no \"{architecture}.attention.layer_norm_rms_epsilon\"."),
            TiedHead = !file.Tensors.ContainsKey(GgufNames.Of(TensorLayout.Head)),
            QueryKeyValueBias = file.Tensors.ContainsKey("blk.0.attn_q.bias"),
            OutputBias = file.Tensors.ContainsKey("blk.0.attn_output.bias"),
            QueryKeyNorm = architecture == "qwen3",
        };
        if ((long)heads * shape.HeadSize > LargestSize)
        {
            throw new InvalidDataException($"{metadata.Path} asks for {heads} heads of {shape.HeadSize} channels; together they may have {LargestSize}.");
        }
        foreach (var other in new[] { "attention.value_length", "rope.dimension_count" })
        {
            if (Says(other) && Size(other) != shape.HeadSize)
            {
                throw new InvalidDataException($"{metadata.Path} says \"{architecture}.{other}\" is {Size(other)}; only the heads' size of {shape.HeadSize} is supported.");
            }
        }
        if (file.Tensors.TryGetValue(GgufNames.RotaryFactors, out var factors))
        {
            shape = architecture == "llama" ? shape with { RotaryScaling = RotaryFactors.Read(metadata, factors, shape) }
                : throw new InvalidDataException($"{metadata.Path} scales the rotation of a {architecture}, which is not supported.");
        }
        return Architecture(shape) == architecture || (architecture == "llama" && !shape.QueryKeyNorm)
            ? shape.Validated()
            : throw new InvalidDataException($"{metadata.Path} is a \"{architecture}\" but its tensors are those of a \"{Architecture(shape)}\".");

        bool Says(string key) => metadata.Keys.Contains($"{architecture}.{key}");

        int Size(string key) => metadata.Size($"{architecture}.{key}", LargestSize);
    }

    private static string Architecture(TransformerShape shape) => shape.Architecture switch
    {
        "Qwen2ForCausalLM" => "qwen2",
        "Qwen3ForCausalLM" => "qwen3",
        _ => "llama",
    };

    private static void Refuse(GgufMetadata metadata, string architecture)
    {
        var prefix = $"{architecture}.";
        foreach (var key in metadata.Keys)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal) && !Known.Contains(key[prefix.Length..]) && metadata.SwitchedOn(key))
            {
                throw new InvalidDataException($"{metadata.Path} asks for {JsonPart.Quoted(key)}, which is not supported.");
            }
        }
        if (metadata.Text($"{prefix}rope.scaling.type") is { } type and not ("none" or "linear"))
        {
            throw new InvalidDataException($"{metadata.Path} asks for rotary scaling of type {JsonPart.Quoted(type)}; Llama 3's factors are supported.");
        }
        if ((metadata.Number($"{prefix}rope.scaling.factor") ?? metadata.Number($"{prefix}rope.scale_linear")) is { } factor and not (0 or 1))
        {
            throw new InvalidDataException($"{metadata.Path} asks for linear rotary scaling by {factor}, which is not supported.");
        }
        if (metadata.Flag($"{prefix}attention.causal") is false)
        {
            throw new InvalidDataException($"{metadata.Path} attends to what comes later, which is not supported.");
        }
    }

    private static int Rows(GgufFile file, string name) =>
        file.Tensors.TryGetValue(GgufNames.Of(name), out var tensor) && tensor.Shape is [> 0 and <= LargestSize, _]
            ? (int)tensor.Shape[0]
            : throw new InvalidDataException($"{file.Metadata.Path} has no matrix \"{GgufNames.Of(name)}\" with a row for each token.");
}
