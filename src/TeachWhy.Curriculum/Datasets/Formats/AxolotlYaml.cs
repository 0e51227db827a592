using System.Text.Json;

namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>
/// Axolotl's configuration of a run with the published numbers: a low-rank adapter of rank 64 and alpha 128 on all
/// linear layers, one epoch, AdamW at 1e-4 with a cosine and 5% of warm-up, rows of 8192 tokens.
/// </summary>
public static class AxolotlYaml
{
    /// <summary>The file of the data, beside the configuration.</summary>
    public const string Data = "data.jsonl";

    /// <summary>The configuration for one GPU.</summary>
    public const string OneGpu = "one-gpu.yaml";

    /// <summary>The configuration for several machines.</summary>
    public const string SeveralNodes = "several-nodes.yaml";

    /// <summary>The model that is trained where no other is named.</summary>
    public const string DefaultBase = "Qwen/Qwen3-8B";

    /// <summary>One GPU; a step sees 16 rows, one at a time.</summary>
    public static string ForOneGpu(string baseModel, bool documents) => $"""
        # Run in this folder: axolotl train {OneGpu}
        {Body(baseModel, documents, accumulation: 16)}

        """;

    /// <summary>Two machines of eight GPUs; a step sees the same 16 rows, all at once.</summary>
    public static string ForSeveralNodes(string baseModel, bool documents) => $"""
        # Once, in this folder: axolotl fetch deepspeed_configs
        # Then on each machine, with the first one's address for HEAD:
        #   axolotl train {SeveralNodes} --launcher torchrun -- --nnodes 2 --nproc_per_node 8 --rdzv_id teachwhy --rdzv_backend c10d --rdzv_endpoint HEAD:29400
        # With another number of GPUs, change gradient_accumulation_steps so that GPUs times steps stay 16.
        {Body(baseModel, documents, accumulation: 1)}
        # Weights and gradients parted over all GPUs, for models that one cannot hold.
        deepspeed: deepspeed_configs/zero3_bf16.json

        """;

    private static string Body(string baseModel, bool documents, int accumulation) => $"""
        base_model: {JsonSerializer.Serialize(baseModel, DatasetWriter.Json)}
        {(documents ? Documents : Conversations)}
        dataset_prepared_path: prepared
        output_dir: trained

        # As published.
        adapter: lora
        lora_r: 64
        lora_alpha: 128
        lora_target_linear: true
        num_epochs: 1
        optimizer: adamw_torch
        learning_rate: 0.0001
        lr_scheduler: cosine
        warmup_ratio: 0.05
        weight_decay: 0.01
        sequence_len: 8192

        # Ours: the batch is not published.
        micro_batch_size: 1
        gradient_accumulation_steps: {accumulation}
        sample_packing: true
        bf16: true
        # What keeps packed rows apart; an Axolotl before this key takes flash_attention: true.
        attn_implementation: flash_attention_2
        gradient_checkpointing: true
        logging_steps: 1
        seed: 1
        """;

    private const string Documents = $"""
        # Documents: every token is trained on.
        datasets:
          - path: {Data}
            ds_type: json
            type: completion
            field: text
        """;

    private const string Conversations = $"""
        # Conversations in the model's own template: only what the assistant says is trained on, and the end of its turn.
        # A base model without a template gets ChatML.
        chat_template: tokenizer_default_fallback_chatml
        datasets:
          - path: {Data}
            ds_type: json
            type: chat_template
            field_messages: messages
            field_tools: tools
            message_property_mappings:
              role: role
              content: content
            roles_to_train: ["assistant"]
            train_on_eos: turn
        """;
}
