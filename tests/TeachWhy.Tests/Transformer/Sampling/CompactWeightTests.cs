using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Tests.Transformer.Sampling;

public sealed class CompactWeightTests
{
    public static TheoryData<string, bool> PathsAndHeads
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var path in KernelPaths.Names)
            {
                data.Add(path, true);
                data.Add(path, false);
            }
            return data;
        }
    }

    // Only the storage differs: products are computed in float32 in the same order, so the bits are the same.
    [Theory]
    [MemberData(nameof(PathsAndHeads))]
    public void A_model_in_bfloat16_is_the_model_whose_weights_were_rounded(string path, bool tied)
    {
        var shape = new TransformerShape
        {
            Vocabulary = 71, Channels = 48, Layers = 2, Heads = 4, KeyValueHeads = 2, Hidden = 100, Context = 96,
            TiedHead = tied, QueryKeyValueBias = true,
        };
        var kernels = KernelPaths.Named(path);
        using var model = TransformerModel.Create(shape, seed: 1);
        using var compact = new Sampler(model, new SamplerOptions { WeightType = WeightType.BFloat16 }, kernels);
        foreach (var tensor in model.Tensors.Where(tensor => tensor.IsMatrix))
        {
            foreach (ref var value in tensor.Values)
            {
                value = Rounded(value);
            }
        }
        using var rounded = new Sampler(model, kernels: kernels);
        var random = new RandomSource(4);
        var tokens = Enumerable.Range(0, 60).Select(_ => random.NextInt(shape.Vocabulary)).ToArray();

        Assert.Equal(rounded.Logits(tokens), compact.Logits(tokens));
    }

    [Fact]
    public void Threads_share_a_large_compact_model_without_a_trace()
    {
        var shape = new TransformerShape { Vocabulary = 18_000, Channels = 320, Layers = 2, Heads = 5, KeyValueHeads = 5, Hidden = 1400, Context = 128 };
        using var model = TransformerModel.Create(shape, seed: 1);
        var options = new SamplerOptions { WeightType = WeightType.BFloat16, CacheType = WeightType.BFloat16 };
        using var one = new Sampler(model, options);
        using var two = new Sampler(model, options with { Threads = 2 });
        var requests = SampleRequests.Draw(shape, 8);

        Assert.Equal(one.Sample(requests).SelectMany(result => result.Tokens), two.Sample(requests).SelectMany(result => result.Tokens));
    }

    [Fact]
    public void A_model_larger_than_memory_is_refused_before_any_is_taken()
    {
        using var source = new NoWeights(new TransformerShape { Vocabulary = 1_000_000, Channels = 1_000_000, Heads = 100, KeyValueHeads = 100 });

        var refusal = Assert.Throws<ModelTooLargeException>(() => new Sampler(source));

        Assert.True(refusal.Needed > refusal.Available);
        Assert.Contains("GB", refusal.Message);
        Assert.Throws<ArgumentException>(() => new Sampler(source, new SamplerOptions { WeightType = WeightType.Float16 }));
    }

    /// <summary>The nearest float with eight bits of precision, of two equally near the even one.</summary>
    private static float Rounded(float value)
    {
        var below = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) & unchecked((int)0xFFFF0000));
        var above = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(below) + 0x10000);
        var (down, up) = (Math.Abs((double)value - below), Math.Abs((double)above - value));
        var isEven = (BitConverter.SingleToInt32Bits(below) & 0x10000) == 0;
        return down < up || (down == up && isEven) ? below : above;
    }

    private sealed class NoWeights(TransformerShape shape) : IWeightSource
    {
        public TransformerShape Shape => shape;

        public void Read(string name, long start, Span<float> destination) => throw new InvalidOperationException("Nothing was to be read.");

        public void Dispose()
        {
        }
    }
}
