using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using Xunit;

namespace TeachWhy.Tests.Transformer;

public sealed class TransformerPassTests
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 50, Channels = 64, Layers = 2, Heads = 4, KeyValueHeads = 2, Hidden = 72, Context = 130,
    };

    public static TheoryData<string> Paths => [.. KernelPaths.Names];

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_whole_model_agrees_with_the_reference(string path)
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        var (tokens, lossWeights) = Row(130);
        int[] starts = [0, 3, 75];
        using var expected = new TransformerParameters(Shape);
        using var actual = new TransformerParameters(Shape);

        var expectedLoss = AddGradients(KernelSet.Reference, model, tokens, starts, lossWeights, expected);
        var loss = AddGradients(KernelPaths.Named(path), model, tokens, starts, lossWeights, actual);

        Assert.Equal(expectedLoss, loss, tolerance: 1e-3);
        foreach (var (left, right) in expected.Tensors.Zip(actual.Tensors))
        {
            KernelPaths.Close(left.Values, right.Values, 1e-4f);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Documents_of_a_row_do_not_see_each_other(string path)
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var weights = new PackedWeights(model.Parameters, KernelPaths.Named(path), backward: false);
        using var pass = new TransformerPass(Shape, KernelPaths.Named(path));
        var (tokens, lossWeights) = Row(130);

        var together = pass.Loss(weights, tokens, [0, 31, 90], lossWeights);
        var apart = pass.Loss(weights, tokens[..31], [0], lossWeights[..31])
            + pass.Loss(weights, tokens[31..90], [0], lossWeights[31..90])
            + pass.Loss(weights, tokens[90..], [0], lossWeights[90..]);

        Assert.Equal(apart, together, tolerance: 1e-4);
    }

    [Fact]
    public void A_prediction_does_not_depend_on_what_comes_after_it()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var weights = new PackedWeights(model.Parameters, KernelSet.Fastest, backward: false);
        using var pass = new TransformerPass(Shape, KernelSet.Fastest);
        var (tokens, lossWeights) = Row(130);
        Array.Clear(lossWeights, 60, 70);

        Assert.Equal(
            pass.Loss(weights, tokens[..60], [0], lossWeights[..60]), pass.Loss(weights, tokens, [0], lossWeights), tolerance: 0);
    }

    [Fact]
    public void Wrong_rows_are_refused_with_what_is_wrong()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var weights = new PackedWeights(model.Parameters, KernelSet.Fastest, backward: false);
        using var pass = new TransformerPass(Shape, KernelSet.Fastest);

        Refuses("context of 130", new int[131], [0], new float[131]);
        Refuses("Token 50", [1, 50], [0], new float[2]);
        Refuses("Token -1", [1, -1], [0], new float[2]);
        Refuses("as many weights", [1, 2], [0], new float[3]);
        Refuses("start at token 0", [1, 2], [1], new float[2]);
        Refuses("Document 0 starts", [1, 2], [0, 0], new float[2]);
        Refuses("ends at 5", [1, 2], [0, 5], new float[2]);

        void Refuses(string message, int[] tokens, int[] starts, float[] lossWeights) =>
            Assert.Contains(
                message, Assert.Throws<ArgumentException>(() => pass.Loss(weights, tokens, starts, lossWeights)).Message);
    }

    private static double AddGradients(
        KernelSet kernels, TransformerModel model, int[] tokens, int[] starts, float[] lossWeights, TransformerParameters gradients)
    {
        using var weights = new PackedWeights(model.Parameters, kernels, backward: true);
        using var pass = new TransformerPass(Shape, kernels);
        return pass.AddGradients(weights, tokens, starts, lossWeights, scale: 0.5f, gradients);
    }

    private static (int[] Tokens, float[] Weights) Row(int length)
    {
        var random = new RandomSource(3);
        return (
            [.. Enumerable.Range(0, length).Select(_ => random.NextInt(Shape.Vocabulary))],
            [.. Enumerable.Range(0, length).Select(i => i % 4 == 0 ? 0f : 1f)]);
    }
}
