using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>The whole model's gradient against central differences, on every path and of every architecture.</summary>
public sealed class GradientTests
{
    private const double Step = 2e-3;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var kernels in KernelSet.Available.Append(KernelSet.Reference))
            {
                foreach (var architecture in Architectures.Names)
                {
                    cases.Add(kernels.Name, architecture);
                }
            }
            return cases;
        }
    }

    // Three documents in one row, one of them longer than a block of attention; some tokens carry no weight,
    // some a negative one, as a policy gradient gives them.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_match_finite_differences(string path, string architecture)
    {
        var kernels = KernelPaths.Named(path);
        var shape = Architectures.Shape(architecture);
        using var model = Architectures.Model(shape, seed: 3);
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
}
