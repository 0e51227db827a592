namespace TeachWhy.Transformer.Gguf;

/// <summary>llama.cpp's names of Hugging Face's tensors.</summary>
internal static class GgufNames
{
    public const string RotaryFactors = "rope_freqs.weight";

    private static readonly Dictionary<string, string> Outside = new(StringComparer.Ordinal)
    {
        [TensorLayout.Embedding] = "token_embd.weight", [TensorLayout.FinalGain] = "output_norm.weight", [TensorLayout.Head] = "output.weight",
    };

    private static readonly Dictionary<string, string> Within = new(StringComparer.Ordinal)
    {
        ["input_layernorm"] = "attn_norm", ["self_attn.q_proj"] = "attn_q", ["self_attn.k_proj"] = "attn_k", ["self_attn.v_proj"] = "attn_v",
        ["self_attn.q_norm"] = "attn_q_norm", ["self_attn.k_norm"] = "attn_k_norm", ["self_attn.o_proj"] = "attn_output",
        ["post_attention_layernorm"] = "ffn_norm", ["mlp.gate_proj"] = "ffn_gate", ["mlp.up_proj"] = "ffn_up", ["mlp.down_proj"] = "ffn_down",
    };

    public static string Of(string name)
    {
        if (Outside.TryGetValue(name, out var outside))
        {
            return outside;
        }

        // model.layers.LAYER.PART.weight or .bias
        var parts = name.Split('.', 4);
        var last = parts[3].LastIndexOf('.');
        return $"blk.{parts[2]}.{Within[parts[3][..last]]}{parts[3][last..]}";
    }

    /// <summary>Whether a Llama's rows are ordered otherwise there.</summary>
    public static bool IsRotated(string name) =>
        name.Contains(".q_proj.", StringComparison.Ordinal) || name.Contains(".k_proj.", StringComparison.Ordinal);
}
