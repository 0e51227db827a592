using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer.Adapters;

/// <summary>An adapter's options as PEFT's <c>adapter_config.json</c>.</summary>
internal static class AdapterConfig
{
    private const long LargestFile = 1 << 20;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Dictionary<string, Projections> Targets = new(StringComparer.Ordinal)
    {
        ["q_proj"] = Projections.Query, ["k_proj"] = Projections.Key, ["v_proj"] = Projections.Value, ["o_proj"] = Projections.Output,
        ["gate_proj"] = Projections.Gate, ["up_proj"] = Projections.Up, ["down_proj"] = Projections.Down,
    };

    // Each of these would change the arithmetic, so it must not be passed over in silence. What is null, false or empty asks for nothing.
    private static readonly string[] Unsupported =
    [
        "fan_in_fan_out", "use_dora", "use_qalora", "lora_bias", "modules_to_save", "layers_to_transform", "layers_pattern",
        "rank_pattern", "alpha_pattern", "exclude_modules", "layer_replication", "target_parameters", "trainable_token_indices",
        "alora_invocation_tokens", "arrow_config",
    ];

    public static void Save(string path, LowRankOptions options, string baseModel)
    {
        var targets = Targets.Where(target => options.Projections.HasFlag(target.Value)).Select(target => (JsonNode)target.Key);
        var json = new JsonObject
        {
            ["peft_type"] = "LORA",
            ["task_type"] = "CAUSAL_LM",
            ["base_model_name_or_path"] = baseModel,
            ["r"] = options.Rank,
            ["lora_alpha"] = options.Alpha,
            ["use_rslora"] = options.RankStabilized,
            ["target_modules"] = new JsonArray([.. targets]),
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["lora_dropout"] = 0.0,
            ["init_lora_weights"] = true,
            ["inference_mode"] = true,
        };
        File.WriteAllText(path, json.ToJsonString(Indented));
    }

    public static (LowRankOptions Options, string BaseModel) Load(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > LargestFile)
            {
                throw new InvalidDataException($"{path} has {length} bytes; an adapter's configuration has at most {LargestFile}.");
            }
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            RequireText(root, "peft_type", "LORA", path);
            RequireText(root, "task_type", "CAUSAL_LM", path);
            RequireText(root, "bias", "none", path);
            foreach (var name in Unsupported.Where(name => AsksForSomething(root, name)))
            {
                throw new InvalidDataException($"{path} asks for {name}, which is not supported.");
            }
            var options = new LowRankOptions
            {
                Rank = root.GetProperty("r").GetInt32(),
                Alpha = root.GetProperty("lora_alpha").GetSingle(),
                RankStabilized = root.TryGetProperty("use_rslora", out var stabilized) && stabilized.GetBoolean(),
                Projections = ReadTargets(root.GetProperty("target_modules"), path),
            };
            var baseModel = root.TryGetProperty("base_model_name_or_path", out var said) ? said.GetString() : null;
            return (options, baseModel ?? "");
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{path} does not describe an adapter: {failure.Message}", failure);
        }
    }

    private static void RequireText(JsonElement root, string name, string expected, string path)
    {
        if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null && value.GetString() != expected)
        {
            throw new InvalidDataException($"{path} says {name} is {value.GetRawText()}; only \"{expected}\" is supported.");
        }
    }

    private static bool AsksForSomething(JsonElement root, string name) => root.TryGetProperty(name, out var value)
        && value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.False => false,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.Object => value.EnumerateObject().Any(),
            _ => true,
        };

    private static Projections ReadTargets(JsonElement targets, string path)
    {
        if (targets.ValueKind == JsonValueKind.String && targets.GetString() == "all-linear")
        {
            return Projections.All;
        }
        if (targets.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"{path} gives target_modules as {targets.GetRawText()}; a list of names is needed.");
        }
        var projections = Projections.None;
        foreach (var target in targets.EnumerateArray())
        {
            projections |= Targets.TryGetValue(target.GetString() ?? "", out var projection)
                ? projection
                : throw new InvalidDataException(
                    $"{path} adapts {target.GetRawText()}; what can be adapted is {string.Join(", ", Targets.Keys)}.");
        }
        return projections;
    }
}
