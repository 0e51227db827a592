using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using Xunit;

namespace TeachWhy.Tests.Transformer;

public sealed class ArchitectureTests
{
    public static TheoryData<string> Names => [.. Architectures.Names];

    public static TheoryData<string, string> NamesAndPaths
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var name in Architectures.Names)
            {
                foreach (var path in KernelPaths.Names)
                {
                    cases.Add(name, path);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndPaths))]
    public void The_logits_are_those_of_the_reference(string name, string path)
    {
        using var model = Architectures.Model(Architectures.Shape(name), seed: 4);
        using var sampler = new Sampler(model, kernels: KernelPaths.Named(path));
        var tokens = Tokens(59);

        var logits = sampler.Logits(tokens);

        var expected = new ReferenceTransformer(model).Logits(tokens);
        Assert.Equal(expected.Length, logits.Count);
        foreach (var (row, expectedRow) in logits.Zip(expected))
        {
            KernelPaths.Close([.. expectedRow.Select(value => (float)value)], row, tolerance: 2e-5f);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_training_pass_predicts_what_the_sampler_predicts(string name)
    {
        using var model = Architectures.Model(Architectures.Shape(name), seed: 5);
        using var sampler = new Sampler(model);
        using var weights = new PackedWeights(model.Parameters, KernelSet.Fastest, backward: false);
        using var pass = new TransformerPass(model.Shape, KernelSet.Fastest);
        var tokens = Tokens(59);

        var sampled = sampler.LogProbabilities(tokens[..1], tokens[1..]);

        for (var i = 1; i < tokens.Length; i++)
        {
            var lossWeights = new float[tokens.Length];
            lossWeights[i] = 1f;
            Assert.Equal(-pass.Loss(weights, tokens, [0], lossWeights), sampled[i - 1], tolerance: 2e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_continuation_does_not_depend_on_its_batch(string name)
    {
        using var model = Architectures.Model(Architectures.Shape(name), seed: 6);
        using var one = new Sampler(model, new SamplerOptions { Sequences = 1 });
        using var many = new Sampler(model, new SamplerOptions { Sequences = 6, Threads = 2 });
        var requests = Enumerable.Range(0, 12)
            .Select(i => new SampleRequest { Prompt = Tokens(1 + 3 * i), MaxTokens = 20, Seed = (ulong)i }).ToList();

        var together = many.Sample(requests);

        Assert.All(requests.Zip(together), pair => Assert.Equal(one.Sample([pair.First])[0].Tokens, pair.Second.Tokens));
    }

    [Theory]
    [InlineData(false, false, false, "LlamaForCausalLM")]
    [InlineData(true, true, false, "LlamaForCausalLM")]
    [InlineData(true, false, false, "Qwen2ForCausalLM")]
    [InlineData(false, false, true, "Qwen3ForCausalLM")]
    [InlineData(true, true, true, "Qwen3ForCausalLM")]
    public void The_architecture_follows_from_the_features(bool queryKeyValueBias, bool outputBias, bool norm, string expected)
    {
        var shape = Architectures.Shape("Llama") with
        {
            QueryKeyValueBias = queryKeyValueBias, OutputBias = outputBias, QueryKeyNorm = norm,
        };

        Assert.Equal(expected, shape.Validated().Architecture);
    }

    [Fact]
    public void Features_that_no_architecture_has_together_are_refused()
    {
        var shape = Architectures.Shape("Llama");

        Refuses("alone", shape with { OutputBias = true });
        Refuses("all four", shape with { QueryKeyNorm = true, QueryKeyValueBias = true });
        Refuses("must be even", shape with { HeadSize = 5 });
        Refuses("must be even", shape with { Heads = 8, KeyValueHeads = 8 });
        Refuses("do not divide", shape with { Heads = 5, KeyValueHeads = 5 });
        Refuses("do not divide", shape with { Heads = 48, KeyValueHeads = 48 });
        Assert.Equal(4, (shape with { Heads = 5, KeyValueHeads = 5, HeadSize = 4 }).Validated().HeadSize);
        Refuses("must be above its low one", shape with { RotaryScaling = new RotaryScaling(8, 4, 4, 40) });
        var endless = shape with { Vocabulary = int.MaxValue, Heads = int.MaxValue, KeyValueHeads = 1, HeadSize = int.MaxValue - 1 };
        Assert.Contains("parameters are more", Assert.Throws<ArgumentException>(() => new TransformerModel(endless)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RotaryScaling(float.NaN, 1, 4, 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RotaryScaling(8, 1, 4, 0));

        static void Refuses(string message, TransformerShape wrong) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(wrong.Validated).Message);
    }

    [Fact]
    public void A_shape_whose_head_size_is_said_equals_one_where_it_follows()
    {
        var shape = Architectures.Shape("Llama");

        Assert.Equal(shape, shape with { HeadSize = 6 });
        Assert.Equal(shape.GetHashCode(), (shape with { HeadSize = 6 }).GetHashCode());
        Assert.NotEqual(shape, shape with { HeadSize = 8 });
    }

    // Whoever adds a size has to let it count.
    [Fact]
    public void Shapes_differ_where_any_size_differs()
    {
        var shape = Architectures.Shape("Llama");
        foreach (var property in typeof(TransformerShape).GetProperties().Where(property => property.CanWrite))
        {
            var other = shape with { };
            property.SetValue(other, property.GetValue(shape) switch
            {
                bool flag => !flag,
                float number => number + 1,
                int number => number + 1,
                null => new RotaryScaling(8, 1, 4, 40),
                var value => throw new InvalidOperationException($"{property.Name} is {value}"),
            });
            Assert.NotEqual(shape, other);
        }
    }

    private static int[] Tokens(int count)
    {
        var random = new RandomSource(8);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt(19))];
    }
}
