namespace TeachWhy.Transformer.Adapters;

/// <summary>A linear layer and the projections that it computes as one.</summary>
internal sealed record LowRankLayer(IReadOnlyList<LowRankProjection> Projections)
{
    /// <summary>The four layers of every block: query, key and value; output; gate and up; down.</summary>
    public static IReadOnlyList<LowRankLayer> Of(TransformerShape shape)
    {
        var (channels, queries, keys) = (shape.Channels, shape.QueryWidth, shape.KeyValueHeads * shape.HeadSize);
        return
        [
            new(
            [
                new(Transformer.Projections.Query, "self_attn.q_proj", channels, queries, First: 0),
                new(Transformer.Projections.Key, "self_attn.k_proj", channels, keys, First: queries),
                new(Transformer.Projections.Value, "self_attn.v_proj", channels, keys, First: queries + keys),
            ]),
            new([new(Transformer.Projections.Output, "self_attn.o_proj", queries, channels, First: 0)]),
            new(
            [
                new(Transformer.Projections.Gate, "mlp.gate_proj", channels, shape.Hidden, First: 0),
                new(Transformer.Projections.Up, "mlp.up_proj", channels, shape.Hidden, First: shape.Hidden),
            ]),
            new([new(Transformer.Projections.Down, "mlp.down_proj", shape.Hidden, channels, First: 0)]),
        ];
    }

    public IEnumerable<LowRankProjection> Adapted(LowRankOptions options) =>
        Projections.Where(projection => options.Projections.HasFlag(projection.Kind));
}

/// <summary>One matrix of a block that can be adapted.</summary>
/// <param name="Name">Hugging Face's, within the block.</param>
/// <param name="First">The row of the layer's matrix at which it begins.</param>
internal sealed record LowRankProjection(Projections Kind, string Name, int Inputs, int Outputs, int First)
{
    /// <summary>PEFT's name of the matrix [rank, inputs] beside it.</summary>
    public string NameOfA(int layer) => $"base_model.model.model.layers.{layer}.{Name}.lora_A.weight";

    /// <summary>PEFT's name of the matrix [outputs, rank] beside it.</summary>
    public string NameOfB(int layer) => $"base_model.model.model.layers.{layer}.{Name}.lora_B.weight";
}
