using System.Diagnostics;
using TeachWhy.Training;
using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Benchmarks;

/// <summary>Whole training steps on the miniature's model: documents of about 70 tokens in rows of 160, batch 8.</summary>
internal static class TrainingBenchmark
{
    public static readonly TransformerShape Shape = new() { Vocabulary = 620 };

    public static void Run(TextWriter output)
    {
        var peak = Peak.GigaFlops();
        output.WriteLine($"{Shape.ParameterCount} parameters; peak of one core: {peak:F1} GF/s");
        foreach (var threads in (int[])[1, 2])
        {
            var speed = TokensPerSecond(threads, rounds: 5);
            var flops = speed * FlopsPerToken(Shape, meanDocument: 70) / 1e9;
            output.WriteLine($"{threads} thread(s): {speed,9:F0} tokens/s {flops,7:F1} GF/s {flops / peak / threads,6:P0} of peak ({KernelSet.Fastest.Name})");
        }
    }

    public static double TokensPerSecond(int threads, int rounds)
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 1_000_000, Threads = threads });
        var batch = Batch();
        var best = 0.0;
        trainer.Step(batch);
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var processor = Environment.CpuUsage.TotalTime;
            long tokens = 0;
            while (watch.ElapsedMilliseconds < 1000)
            {
                tokens += trainer.Step(batch).Tokens;
            }

            // One thread is charged for the time its core worked for it, so that a busy machine does not count against
            // it; of several threads the waiting for each other must count, so theirs is the clock's time.
            var used = Environment.CpuUsage.TotalTime - processor;
            best = Math.Max(best, tokens / (threads == 1 ? used : watch.Elapsed).TotalSeconds);
        }
        return best;
    }

    /// <summary>Eight rows as pretraining sees them.</summary>
    public static List<PackedRow> Batch() => [.. Packing.Pack(Documents(seed: 7), Shape.Context).Skip(8).Take(8)];

    /// <summary>Useful operations: two per weight and token forward, four backward, and attention within the document.</summary>
    public static double FlopsPerToken(TransformerShape shape, double meanDocument)
    {
        var weights = shape.ParameterCount - (shape.TiedHead ? 0 : (long)shape.Vocabulary * shape.Channels);
        return 6.0 * weights + 12.0 * shape.Layers * shape.Channels * (meanDocument / 2);
    }

    private static IEnumerable<TrainingDocument> Documents(ulong seed)
    {
        var random = new RandomSource(seed);
        while (true)
        {
            var length = random.NextInt(20, 121);
            var tokens = Enumerable.Range(0, length).Select(_ => random.NextInt(Shape.Vocabulary)).ToArray();
            var weights = new float[length];
            Array.Fill(weights, 1f);
            yield return new TrainingDocument(tokens, weights);
        }
    }
}
