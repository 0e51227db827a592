using TeachWhy.Training;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Training;

/// <summary>A long run costs no more memory than a short one.</summary>
public sealed class FlatMemoryTests
{
    private static readonly TransformerShape Shape = new() { Vocabulary = 50, Channels = 16, Layers = 2, Heads = 2, KeyValueHeads = 2, Hidden = 24, Context = 32 };

    // The list of what a step does is made anew each time, two kilobytes; a matrix made anew would be many.
    [Fact]
    public void A_step_makes_next_to_no_garbage()
    {
        const int Steps = 20;
        const int MostBytesOfStep = 4096;
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 1000, WarmupSteps = 0 });
        PackedRow[] batch = [.. Packing.Pack(Documents(), Shape.Context).Take(4)];
        trainer.Step(batch);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < Steps; step++)
        {
            trainer.Step(batch);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Steps * MostBytesOfStep);
    }

    // What was read and not yet handed on is what memory holds: the open rows, however long the corpus.
    [Fact]
    public void Packing_holds_no_more_than_its_open_rows_however_many_documents_come()
    {
        const int OpenRows = 10;
        long read = 0, given = 0, most = 0;
        var documents = Documents().Take(20_000).Select(document =>
        {
            read += document.Tokens.Length;
            most = Math.Max(most, read - given);
            return document;
        });

        foreach (var row in new Packing(Shape.Context, OpenRows).Pack(documents))
        {
            given += row.Tokens.Length;
        }

        Assert.Equal(read, given);
        Assert.InRange(most, 1, (OpenRows + 2) * Shape.Context);
    }

    private static IEnumerable<TrainingDocument> Documents()
    {
        var random = new RandomSource(1);
        while (true)
        {
            var length = random.NextInt(2, Shape.Context);
            var weights = new float[length];
            Array.Fill(weights, 1f);
            yield return new TrainingDocument([.. Enumerable.Range(0, length).Select(_ => random.NextInt(Shape.Vocabulary))], weights);
        }
    }
}
