using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer;

internal static class AwakeAdapter
{
    /// <summary>An adapter that changes something: its B is not zero.</summary>
    public static LowRankAdapter Create(TransformerShape shape, LowRankOptions options, ulong seed)
    {
        var adapter = LowRankAdapter.Create(shape, options, seed);
        var random = new RandomSource(Seed.Of(seed, "awake"));
        foreach (var tensor in adapter.Tensors.Where(tensor => tensor.Name.EndsWith("lora_B.weight", StringComparison.Ordinal)))
        {
            foreach (ref var value in tensor.Values)
            {
                value = 0.2f * (float)random.NextGaussian();
            }
        }
        return adapter;
    }
}
