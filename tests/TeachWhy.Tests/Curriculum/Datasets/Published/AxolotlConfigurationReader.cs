using System.Globalization;
using YamlDotNet.Serialization;

namespace TeachWhy.Tests.Curriculum.Datasets.Published;

/// <summary>
/// Reads a configuration as Axolotl 0.18 takes it: the fields of AxolotlInputConfig and SFTDataset in
/// src/axolotl/utils/schemas (config.py, model.py, peft.py, training.py, datasets.py) of axolotl-ai-cloud/axolotl, commit 067b021
/// of 2026-07-24, as many of them as are written here. None is deprecated there.
/// </summary>
internal static class AxolotlConfigurationReader
{
    private static readonly Dictionary<string, Func<object, bool>> Fields = new(StringComparer.Ordinal)
    {
        ["base_model"] = IsText, ["dataset_prepared_path"] = IsText, ["output_dir"] = IsText,
        ["adapter"] = OneOf("lora", "qlora", "llama-adapter"), ["lora_r"] = IsWhole, ["lora_alpha"] = IsWhole, ["lora_target_linear"] = IsBool,
        ["num_epochs"] = IsNumber, ["optimizer"] = OneOf("adamw_torch", "adamw_torch_fused", "adamw_8bit"), ["learning_rate"] = IsNumber,
        ["lr_scheduler"] = OneOf("cosine", "linear", "constant"), ["warmup_ratio"] = IsNumber, ["weight_decay"] = IsNumber, ["sequence_len"] = IsWhole,
        ["micro_batch_size"] = IsWhole, ["gradient_accumulation_steps"] = IsWhole, ["sample_packing"] = IsBool, ["bf16"] = OneOf("auto", "true", "false"),
        ["attn_implementation"] = OneOf("eager", "sdpa", "flash_attention_2", "flash_attention_3", "flex_attention", "xformers", "sage", "fp8"),
        ["gradient_checkpointing"] = OneOf("true", "false", "offload", "offload_disk"), ["logging_steps"] = IsNumber, ["seed"] = IsWhole,
        ["chat_template"] = text => text is string name && (name == "tokenizer_default" || name.StartsWith("tokenizer_default_fallback_", StringComparison.Ordinal)),

        // A path; `axolotl fetch deepspeed_configs` brings these.
        ["deepspeed"] = OneOf("deepspeed_configs/zero1.json", "deepspeed_configs/zero2.json", "deepspeed_configs/zero3.json", "deepspeed_configs/zero3_bf16.json"),
        ["datasets"] = value => value is List<object> { Count: 1 },
    };

    private static readonly Dictionary<string, Func<object, bool>> DatasetFields = new(StringComparer.Ordinal)
    {
        ["path"] = IsText, ["ds_type"] = OneOf("json"), ["type"] = OneOf("chat_template", "completion"), ["field"] = IsText,
        ["field_messages"] = IsText, ["field_tools"] = IsText, ["message_property_mappings"] = value => value is Dictionary<object, object>,
        ["roles_to_train"] = value => value is List<object> roles && roles.All(IsText), ["train_on_eos"] = OneOf("all", "turn", "last", "none"),
    };

    /// <returns>The one dataset of it.</returns>
    public static Dictionary<object, object> Read(string yaml)
    {
        var whole = new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<Dictionary<object, object>>(yaml);
        Check(whole, Fields);
        var dataset = (Dictionary<object, object>)((List<object>)whole["datasets"])[0];
        Check(dataset, DatasetFields);
        return dataset;
    }

    private static void Check(Dictionary<object, object> given, Dictionary<string, Func<object, bool>> fields) =>
        Assert.All(given, field => Assert.True(fields[(string)field.Key](field.Value), $"{field.Key} cannot be {field.Value}"));

    private static bool IsText(object value) => value is string { Length: > 0 };

    private static bool IsBool(object value) => value is "true" or "false";

    private static bool IsWhole(object value) => int.TryParse((string)value, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsNumber(object value) => double.TryParse((string)value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static Func<object, bool> OneOf(params string[] allowed) => value => value is string text && allowed.Contains(text, StringComparer.Ordinal);
}
