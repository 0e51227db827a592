using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>The whole model's gradient against central differences, on every path and every shape of head.</summary>
public sealed class GradientTests
{
    private const double Step = 2e-3;

    public static TheoryData<string, int, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int, bool>();
            foreach (var kernels in KernelSet.Available.Append(KernelSet.Reference))
            {
                cases.Add(kernels.Name, 4, 4, true);
                cases.Add(kernels.Name, 4, 2, false);
                cases.Add(kernels.Name, 2, 1, true);
            }
            return cases;
        }
    }

    // Three documents in one row, one of them longer than a block of attention; some tokens carry no weight,
    // some a negative one, as a policy gradient gives them.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_match_finite_differences(string path, int heads, int keyValueHeads, bool tiedHead)
    {
        var kernels = KernelSet.Available.Append(KernelSet.Reference).Single(set => set.Name == path);
        var shape = new TransformerShape
        {
            Vocabulary = 19, Channels = 24, Layers = 2, Heads = heads, KeyValueHeads = keyValueHeads,
            Hidden = 20, Context = 60, TiedHead = tiedHead,
        };
        using var model = TransformerModel.Create(shape, seed: 3, Initialization.Normal);
        Enlarge(model);
        var random = new RandomSource(5);
        var tokens = Enumerable.Range(0, 55).Select(_ => random.NextInt(shape.Vocabulary)).ToArray();
        var lossWeights = tokens.Select((_, i) => i % 5 == 0 ? 0f : i % 7 == 0 ? -0.5f : 1f).ToArray();
        int[] starts = [0, 9, 50];

        using var weights = new PackedWeights(model.Parameters, kernels, backward: true);
        using var pass = new TransformerPass(shape, kernels);
        using var gradients = new TransformerParameters(shape);
        pass.AddGradients(weights, tokens, starts, lossWeights, scale: 1f, gradients);

        foreach (var (tensor, gradient) in model.Tensors.Zip(gradients.Tensors))
        {
            for (var sample = 0; sample < 6; sample++)
            {
                var index = random.NextInt(tensor.Length);
                var numeric = (LossAt(tensor, index, Step) - LossAt(tensor, index, -Step)) / (2 * Step);
                var analytic = gradient.Values[index];
                var size = Math.Abs(numeric) + Math.Abs(analytic);
                Assert.True(
                    Math.Abs(numeric - analytic) < 0.02 * size + 5e-3,
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

    // At 0.05 attention is nearly uniform and its gradients too small to measure.
    private static void Enlarge(TransformerModel model)
    {
        foreach (var tensor in model.Tensors.Where(tensor => tensor.IsMatrix))
        {
            foreach (ref var value in tensor.Values)
            {
                value *= 6f;
            }
        }
    }
}
