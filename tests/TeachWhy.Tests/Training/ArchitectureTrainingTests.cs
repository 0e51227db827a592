using System.Runtime.InteropServices;
using TeachWhy.Tests.Transformer;
using TeachWhy.Training;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Training;

public sealed class ArchitectureTrainingTests
{
    public static TheoryData<string> Names => [.. Architectures.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_architecture_learns_and_to_the_same_bytes_on_any_number_of_threads(string name)
    {
        var (one, before, after) = Train(name, threads: 1);

        Assert.Equal(one, Train(name, threads: 2).Bytes);
        Assert.True(after < before / 2, $"{name}: the loss went from {before} to {after}");
    }

    // One document over and over: easily learned by heart.
    private static (byte[] Bytes, double Before, double After) Train(string name, int threads)
    {
        var shape = Architectures.Shape(name);
        var random = new RandomSource(3);
        int[] tokens = [.. Enumerable.Range(0, 40).Select(_ => random.NextInt(shape.Vocabulary))];
        var row = new PackedRow(tokens, [0], [.. Enumerable.Repeat(1f, tokens.Length)]);
        using var model = TransformerModel.Create(shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 40, BatchRows = 3, WarmupSteps = 5, PeakLearningRate = 2e-2f, Threads = threads });
        var before = HeldOutLoss.Of(model, [row]);
        trainer.Run(Enumerable.Repeat(row, 40 * 3), progress: null, CancellationToken.None);
        return (MemoryMarshal.AsBytes(model.Parameters.Values).ToArray(), before, HeldOutLoss.Of(model, [row]));
    }
}
