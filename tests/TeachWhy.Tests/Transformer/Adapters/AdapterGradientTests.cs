using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>What an adapter changes, and its gradients.</summary>
public sealed class AdapterGradientTests
{
    private static readonly LowRankOptions Everything = new() { Rank = 3, Alpha = 5 };

    // Every option of the arithmetic on the fastest path; every path and rank on one model.
    public static TheoryData<string, string, int, Projections> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, int, Projections>();
            foreach (var name in Architectures.Names)
            {
                cases.Add(name, KernelSet.Fastest.Name, 3, Projections.All);
            }
            foreach (var path in KernelPaths.Names.Append(KernelSet.Reference.Name))
            {
                cases.Add("Qwen3", path, 1, Projections.Attention);
                cases.Add("Qwen2", path, 8, Projections.Query | Projections.Value);
                cases.Add("Llama", path, 40, Projections.Key | Projections.Up | Projections.Down);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_match_finite_differences(string architecture, string path, int rank, Projections projections)
    {
        const double Step = 2e-3;
        var shape = Architectures.Shape(architecture);
        var options = new LowRankOptions { Rank = rank, Alpha = 2 * rank, Projections = projections };
        using var model = Architectures.Model(shape, seed: 3);
        using var adapter = AwakeAdapter.Create(shape, options, seed: 4);
        using var weights = new PackedWeights(model.Parameters, KernelPaths.Named(path), backward: true, adapter);
        using var pass = new TransformerPass(shape, KernelPaths.Named(path));
        using var gradients = adapter.Parameters.Empty();
        var random = new RandomSource(5);
        var tokens = Enumerable.Range(0, 55).Select(_ => random.NextInt(shape.Vocabulary)).ToArray();
        var lossWeights = tokens.Select((_, i) => i % 5 == 0 ? 0f : i % 7 == 0 ? -0.5f : 1f).ToArray();
        int[] starts = [0, 9, 50];

        pass.AddGradients(weights, tokens, starts, lossWeights, scale: 1f, gradients);

        foreach (var (tensor, gradient) in adapter.Tensors.Zip(gradients.Tensors))
        {
            for (var sample = 0; sample < 4; sample++)
            {
                var index = random.NextInt(tensor.Length);
                var numeric = (LossAt(tensor, index, Step) - LossAt(tensor, index, -Step)) / (2 * Step);
                var analytic = gradient.Values[index];
                Assert.True(
                    Math.Abs(numeric - analytic) < 0.02 * (Math.Abs(numeric) + Math.Abs(analytic)) + 5e-3,
                    $"{tensor.Name}[{index}]: {analytic} by the backward pass, {numeric} by differences");
            }
        }

        double LossAt(ParameterTensor tensor, int index, double change)
        {
            var before = tensor.Values[index];
            tensor.Values[index] = (float)(before + change);
            weights.Refresh();
            var loss = pass.Loss(weights, tokens, starts, lossWeights);
            tensor.Values[index] = before;
            return loss;
        }
    }

    [Fact]
    public void A_new_adapter_changes_nothing()
    {
        using var model = Architectures.Model(Architectures.Shape("Qwen3"), seed: 1);
        using var adapter = LowRankAdapter.Create(model.Shape, Everything, seed: 2);

        Assert.Equal(Losses(model, adapter: null), Losses(model, adapter));
        Assert.All(
            adapter.Tensors, tensor => Assert.Equal(tensor.Name.Contains("lora_B"), !tensor.Values.ContainsAnyExcept(0f)));
    }

    // Kaiming's uniform bound with a = √5 is one over the root of the inputs.
    [Fact]
    public void A_begins_uniform_within_its_bound()
    {
        var shape = Architectures.Shape("Llama") with { Hidden = 400 };
        using var adapter = LowRankAdapter.Create(shape, new LowRankOptions { Rank = 16 }, seed: 2);
        foreach (var tensor in adapter.Tensors.Where(tensor => tensor.Name.Contains("lora_A")))
        {
            var bound = 1 / Math.Sqrt(tensor.Shape[1]);
            Assert.All(tensor.Values.ToArray(), value => Assert.InRange(value, -bound, bound));
            Assert.True(tensor.Values.ToArray().Max() > 0.95 * bound);
            Assert.True(Math.Abs(tensor.Values.ToArray().Average()) < 0.1 * bound);
        }
    }

    public static TheoryData<string> Names => [.. Architectures.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_merged_adapter_does_what_it_did_beside_the_model(string name)
    {
        using var model = Architectures.Model(Architectures.Shape(name), seed: 1);
        using var adapter = AwakeAdapter.Create(model.Shape, Everything with { RankStabilized = true }, seed: 2);
        using var merged = model.Clone();

        adapter.MergeInto(merged);

        var (apart, together, without) = (Losses(model, adapter), Losses(merged, adapter: null), Losses(model, adapter: null));
        Assert.All(apart.Zip(together), pair => Assert.Equal(pair.First, pair.Second, tolerance: 5e-4));
        Assert.True(apart.Zip(without, (a, b) => Math.Abs(a - b)).Max() > 0.1, "an adapter that changes nothing proves nothing");
    }

    [Fact]
    public void Two_narrow_matrices_make_the_change_that_is_their_product()
    {
        var shape = Architectures.Shape("Llama, grouped and tied");
        using var model = TransformerModel.Create(shape, seed: 1);
        using var merged = model.Clone();
        using var adapter = AwakeAdapter.Create(shape, new LowRankOptions { Rank = 2, Alpha = 3, Projections = Projections.Value }, seed: 2);

        adapter.MergeInto(merged);

        foreach (var (before, after) in model.Tensors.Zip(merged.Tensors))
        {
            var first = before.Name.StartsWith("model.layers.1.", StringComparison.Ordinal) ? 2 : 0;
            float[] a = [.. adapter.Tensors[first].Values], b = [.. adapter.Tensors[first + 1].Values];
            for (var i = 0; i < before.Length; i++)
            {
                var (row, column) = (i / before.Shape[^1], i % before.Shape[^1]);
                var change = before.Name.EndsWith("v_proj.weight", StringComparison.Ordinal)
                    ? 1.5f * (b[2 * row] * a[column] + b[2 * row + 1] * a[shape.Channels + column])
                    : 0f;
                Assert.Equal(before.Values[i] + change, after.Values[i], tolerance: change == 0 ? 0f : 1e-6f);
            }
        }
    }

    [Fact]
    public void An_adapter_of_another_shape_or_of_any_size_is_refused()
    {
        using var model = Architectures.Model(Architectures.Shape("Llama"), seed: 1);
        using var adapter = LowRankAdapter.Create(model.Shape with { Hidden = 21 }, Everything, seed: 2);

        Assert.Contains("another shape", Assert.Throws<ArgumentException>(() => adapter.MergeInto(model)).Message);
        Assert.Throws<ArgumentException>(() => new PackedWeights(model.Parameters, KernelSet.Fastest, backward: true, adapter));
        var large = model.Shape with { Hidden = 10_000 };
        Assert.Contains("smaller rank", Assert.Throws<ArgumentException>(() => LowRankAdapter.Create(large, Everything with { Rank = 1 << 16 }, seed: 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LowRankOptions { Rank = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LowRankOptions { Projections = Projections.None });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LowRankOptions { Alpha = float.NaN });
    }

    /// <summary>The loss of every single token of a row.</summary>
    private static List<double> Losses(TransformerModel model, LowRankAdapter? adapter)
    {
        using var weights = new PackedWeights(model.Parameters, KernelSet.Fastest, backward: false, adapter);
        using var pass = new TransformerPass(model.Shape, KernelSet.Fastest);
        var random = new RandomSource(7);
        var tokens = Enumerable.Range(0, 50).Select(_ => random.NextInt(model.Shape.Vocabulary)).ToArray();
        return [.. Enumerable.Range(1, 49).Select(i => pass.Loss(weights, tokens, [0], OnlyAt(i)))];

        static float[] OnlyAt(int index)
        {
            var lossWeights = new float[50];
            lossWeights[index] = 1f;
            return lossWeights;
        }
    }
}
