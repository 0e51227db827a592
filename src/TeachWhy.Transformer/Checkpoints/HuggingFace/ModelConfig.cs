using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>A shape as Hugging Face's <c>config.json</c>. What would change the arithmetic is never passed over in silence.</summary>
internal static class ModelConfig
{
    private const int LargestSize = 1 << 24;
    private const string Llama = "LlamaForCausalLM";
    private const string Qwen2 = "Qwen2ForCausalLM";
    private const string Qwen3 = "Qwen3ForCausalLM";

    private static readonly Dictionary<string, string> ModelTypes = new() { [Llama] = "llama", [Qwen2] = "qwen2", [Qwen3] = "qwen3" };

    public static TransformerShape Load(string path) => JsonFile.Read(path, Read);

    public static void Save(string path, TransformerShape shape, CheckpointOptions options)
    {
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray(shape.Architecture),
            ["model_type"] = ModelTypes[shape.Architecture],
            ["vocab_size"] = shape.Vocabulary,
            ["hidden_size"] = shape.Channels,
            ["num_hidden_layers"] = shape.Layers,
            ["num_attention_heads"] = shape.Heads,
            ["num_key_value_heads"] = shape.KeyValueHeads,
            ["head_dim"] = shape.HeadSize,
            ["intermediate_size"] = shape.Hidden,
            ["max_position_embeddings"] = shape.Context,
            ["rope_theta"] = shape.RotaryBase,
            ["rope_scaling"] = RotaryConfig.Write(shape.RotaryScaling),
            ["rms_norm_eps"] = shape.NormEpsilon,
            ["tie_word_embeddings"] = shape.TiedHead,
            ["hidden_act"] = "silu",
            ["attention_bias"] = shape.OutputBias,
            ["mlp_bias"] = false,
            ["torch_dtype"] = options.Type.ToString().ToLowerInvariant(),
        };
        if (shape.Architecture != Llama)
        {
            json["use_sliding_window"] = false;
        }
        SpecialTokensFile.AddIds(json, options.SpecialTokens);
        File.WriteAllText(path, json.ToJsonString(JsonFile.Indented));
    }

    private static TransformerShape Read(JsonFields fields)
    {
        var architecture = Architecture(fields);
        ConfigGuard.Refuse(fields);
        var heads = Size(fields, "num_attention_heads");
        var biased = fields.Flag("attention_bias") is true;
        var shape = new TransformerShape
        {
            Vocabulary = Size(fields, "vocab_size"),
            Channels = Size(fields, "hidden_size"),
            Layers = Size(fields, "num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = fields.Find("num_key_value_heads") is null ? heads : Size(fields, "num_key_value_heads"),
            Hidden = Size(fields, "intermediate_size"),
            Context = Size(fields, "max_position_embeddings"),
            RotaryBase = RotaryConfig.ReadBase(fields),
            RotaryScaling = RotaryConfig.ReadScaling(fields),
            NormEpsilon = fields.Required("rms_norm_eps", fields.Number("rms_norm_eps")),
            TiedHead = fields.Flag("tie_word_embeddings") ?? false,
            QueryKeyValueBias = architecture == Qwen2 || biased,
            OutputBias = architecture != Qwen2 && biased,
            QueryKeyNorm = architecture == Qwen3,
        };

        // Where a Qwen3 says nothing of its heads' size, transformers takes 128.
        if (fields.Find("head_dim") is not null || architecture == Qwen3)
        {
            shape = shape with { HeadSize = fields.Find("head_dim") is null ? 128 : Size(fields, "head_dim") };
        }
        return (long)shape.Heads * shape.HeadSize <= LargestSize
            ? shape.Validated()
            : throw new InvalidDataException($"{fields.Path} asks for {shape.Heads} heads of {shape.HeadSize} channels; together they may have {LargestSize}.");
    }

    private static string Architecture(JsonFields fields)
    {
        var named = fields.List("architectures") ?? throw new InvalidDataException($"{fields.Path} names no architecture.");
        if (named is not [{ ValueKind: System.Text.Json.JsonValueKind.String } one] || !ModelTypes.TryGetValue(one.GetString()!, out var type))
        {
            throw new InvalidDataException(
                $"{fields.Path} describes [{string.Join(", ", named.Take(3).Select(name => JsonPart.Quoted(name.ToString())))}]; what can be loaded is {string.Join(", ", ModelTypes.Keys)}.");
        }
        var given = fields.Text("model_type") ?? type;
        return given == type
            ? one.GetString()!
            : throw new InvalidDataException($"{fields.Path} says \"model_type\" is {JsonPart.Quoted(given)}, but its architecture is a \"{type}\".");
    }

    private static int Size(JsonFields fields, string name)
    {
        var size = fields.Required(name, fields.Whole(name));
        return size is > 0 and <= LargestSize
            ? size
            : throw new InvalidDataException($"{fields.Path} says {name} is {size}; it must be from 1 to {LargestSize}.");
    }
}
