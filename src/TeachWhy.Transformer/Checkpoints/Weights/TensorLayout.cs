namespace TeachWhy.Transformer;

/// <summary>The tensors that a shape asks for: names and shapes, without memory for them.</summary>
internal static class TensorLayout
{
    public const string Embedding = "model.embed_tokens.weight";
    public const string FinalGain = "model.norm.weight";
    public const string Head = "lm_head.weight";

    /// <summary>In the order in which a model holds them.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<int> Shape)> Of(TransformerShape shape)
    {
        var (channels, queries, keys) = (shape.Channels, shape.QueryWidth, shape.KeyValueHeads * shape.HeadSize);
        yield return (Embedding, [shape.Vocabulary, channels]);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var block = $"model.layers.{layer}";
            yield return ($"{block}.input_layernorm.weight", [channels]);
            yield return ($"{block}.self_attn.q_proj.weight", [queries, channels]);
            yield return ($"{block}.self_attn.k_proj.weight", [keys, channels]);
            yield return ($"{block}.self_attn.v_proj.weight", [keys, channels]);
            if (shape.QueryKeyValueBias)
            {
                yield return ($"{block}.self_attn.q_proj.bias", [queries]);
                yield return ($"{block}.self_attn.k_proj.bias", [keys]);
                yield return ($"{block}.self_attn.v_proj.bias", [keys]);
            }
            if (shape.QueryKeyNorm)
            {
                yield return ($"{block}.self_attn.q_norm.weight", [shape.HeadSize]);
                yield return ($"{block}.self_attn.k_norm.weight", [shape.HeadSize]);
            }
            yield return ($"{block}.self_attn.o_proj.weight", [channels, queries]);
            if (shape.OutputBias)
            {
                yield return ($"{block}.self_attn.o_proj.bias", [channels]);
            }
            yield return ($"{block}.post_attention_layernorm.weight", [channels]);
            yield return ($"{block}.mlp.gate_proj.weight", [shape.Hidden, channels]);
            yield return ($"{block}.mlp.up_proj.weight", [shape.Hidden, channels]);
            yield return ($"{block}.mlp.down_proj.weight", [channels, shape.Hidden]);
        }
        yield return (FinalGain, [channels]);
        if (!shape.TiedHead)
        {
            yield return (Head, [shape.Vocabulary, channels]);
        }
    }
}
