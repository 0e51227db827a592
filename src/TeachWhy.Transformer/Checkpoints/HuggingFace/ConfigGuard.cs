using System.Collections.Frozen;
using System.Text.Json;

namespace TeachWhy.Transformer;

/// <summary>
/// Refuses what a <c>config.json</c> asks for and we do not compute. A field nobody knows is refused too if it is switched on:
/// a number, a list or an object may change the arithmetic. Text, null, false and 0 may stand there.
/// </summary>
internal static class ConfigGuard
{
    // Sizes that are read, and what concerns training, generation or bookkeeping.
    private static readonly FrozenSet<string> Harmless = FrozenSet.ToFrozenSet(
    [
        "architectures", "model_type", "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "head_dim",
        "intermediate_size", "max_position_embeddings", "rope_theta", "rope_scaling", "rope_parameters", "rms_norm_eps", "tie_word_embeddings",
        "hidden_act", "attention_bias", "torch_dtype", "dtype", "bos_token_id", "eos_token_id", "pad_token_id", "unk_token_id", "sep_token_id",
        "cls_token_id", "mask_token_id", "eod_token_id", "decoder_start_token_id", "use_cache", "initializer_range",
        "attention_dropout", "hidden_dropout", "attn_dropout", "embd_pdrop", "resid_pdrop", "classifier_dropout", "pretraining_tp",
        "gradient_checkpointing", "use_flash_attn", "use_bfloat16", "torchscript", "return_dict", "return_dict_in_generate", "output_attentions",
        "output_hidden_states", "output_scores", "is_decoder", "chunk_size_feed_forward", "id2label", "label2id", "problem_type", "task_specific_params",
        "max_length", "min_length", "max_new_tokens", "do_sample", "early_stopping", "num_beams", "num_beam_groups", "diversity_penalty", "temperature",
        "top_k", "top_p", "typical_p", "repetition_penalty", "encoder_no_repeat_ngram_size", "no_repeat_ngram_size", "length_penalty",
        "num_return_sequences", "exponential_decay_length_penalty", "suppress_tokens", "begin_suppress_tokens", "bad_words_ids", "forced_bos_token_id",
        "forced_eos_token_id", "remove_invalid_values", "prefix", "finetuning_task", "tokenizer_class", "max_window_layers",
        "max_sequence_length", "original_max_position_embeddings", "model_max_length", "is_llama_config", "partial_rotary_factor", "use_sliding_window", "sliding_window", "layer_types",
    ]);

    public static void Refuse(JsonFields config)
    {
        if (config.Text("hidden_act") is { } activation && activation is not ("silu" or "swish"))
        {
            throw new InvalidDataException($"{config.Path} says \"hidden_act\" is {JsonPart.Quoted(activation)}; only \"silu\" is supported.");
        }

        // A window that is switched off may keep its size; where nothing switches it, a Qwen's is off.
        if (config.Flag("use_sliding_window") ?? (config.Text("model_type") is "llama" && config.Find("sliding_window") is not null))
        {
            throw new InvalidDataException($"{config.Path} asks for a sliding window, which is not supported.");
        }
        if (config.Number("partial_rotary_factor") is { } part && part != 1)
        {
            throw new InvalidDataException($"{config.Path} asks for \"partial_rotary_factor\" {part}, which is not supported.");
        }
        foreach (var layer in config.List("layer_types") ?? [])
        {
            if (layer.ValueKind != JsonValueKind.String || layer.GetString() != "full_attention")
            {
                throw config.Wrong("layer_types", layer, "\"full_attention\" for every layer");
            }
        }
        foreach (var field in config.All)
        {
            if (!Harmless.Contains(field.Name) && !IsNote(field.Name) && SwitchedOn(field.Value))
            {
                throw new InvalidDataException(
                    $"{config.Path} asks for {JsonPart.Quoted(field.Name)}, which is not supported; if it changes nothing in what the model computes, take it out.");
            }
        }
    }

    /// <summary>Names beginning so are what programs note for themselves.</summary>
    private static bool IsNote(string name) =>
        name.StartsWith('_') || name.StartsWith("transformers", StringComparison.Ordinal) || name.StartsWith("unsloth", StringComparison.Ordinal);

    /// <summary>Whether a field asks for something: a number other than 0, true, a list or an object with something in it.</summary>
    public static bool SwitchedOn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => !value.TryGetDouble(out var number) || number != 0,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => false,
    };
}
