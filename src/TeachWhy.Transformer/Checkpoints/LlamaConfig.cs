using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>A shape as Hugging Face's <c>config.json</c> of a LlamaForCausalLM.</summary>
internal static class LlamaConfig
{
    private const string Architecture = "LlamaForCausalLM";
    private const int LargestSize = 1 << 24;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Save(string path, TransformerShape shape)
    {
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray(Architecture),
            ["model_type"] = "llama",
            ["vocab_size"] = shape.Vocabulary,
            ["hidden_size"] = shape.Channels,
            ["num_hidden_layers"] = shape.Layers,
            ["num_attention_heads"] = shape.Heads,
            ["num_key_value_heads"] = shape.KeyValueHeads,
            ["head_dim"] = shape.HeadSize,
            ["intermediate_size"] = shape.Hidden,
            ["max_position_embeddings"] = shape.Context,
            ["rope_theta"] = shape.RotaryBase,
            ["rms_norm_eps"] = shape.NormEpsilon,
            ["tie_word_embeddings"] = shape.TiedHead,
            ["hidden_act"] = "silu",
            ["attention_bias"] = false,
            ["mlp_bias"] = false,
            ["torch_dtype"] = "float32",
        };
        File.WriteAllText(path, json.ToJsonString(Indented));
    }

    public static TransformerShape Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            RequireLlama(root, path);
            return new TransformerShape
            {
                Vocabulary = Size(root, "vocab_size", path),
                Channels = Size(root, "hidden_size", path),
                Layers = Size(root, "num_hidden_layers", path),
                Heads = Size(root, "num_attention_heads", path),
                KeyValueHeads = Size(root, root.TryGetProperty("num_key_value_heads", out _) ? "num_key_value_heads" : "num_attention_heads", path),
                Hidden = Size(root, "intermediate_size", path),
                Context = Size(root, "max_position_embeddings", path),
                RotaryBase = root.TryGetProperty("rope_theta", out var rotaryBase) ? rotaryBase.GetSingle() : 10000f,
                NormEpsilon = root.GetProperty("rms_norm_eps").GetSingle(),
                TiedHead = root.TryGetProperty("tie_word_embeddings", out var tied) && tied.GetBoolean(),
            }.Validated();
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{path} does not describe a model: {failure.Message}", failure);
        }
    }

    private static void RequireLlama(JsonElement root, string path)
    {
        var architectures = root.GetProperty("architectures");
        if (architectures.GetArrayLength() != 1 || architectures[0].GetString() != Architecture)
        {
            throw new InvalidDataException($"{path} describes {architectures.GetRawText()}; only {Architecture} can be loaded.");
        }

        // What would change the arithmetic must not be passed over in silence.
        foreach (var name in new[] { "attention_bias", "mlp_bias" })
        {
            if (root.TryGetProperty(name, out var bias) && bias.ValueKind == JsonValueKind.True)
            {
                throw new InvalidDataException($"{path} asks for {name}, which is not supported.");
            }
        }
        if (root.TryGetProperty("rope_scaling", out var scaling) && scaling.ValueKind != JsonValueKind.Null)
        {
            throw new InvalidDataException($"{path} asks for rope_scaling, which is not supported.");
        }
    }

    private static int Size(JsonElement root, string name, string path)
    {
        var size = root.GetProperty(name).GetInt32();
        return size is > 0 and <= LargestSize
            ? size
            : throw new InvalidDataException($"{path} says {name} is {size}; it must be from 1 to {LargestSize}.");
    }
}
