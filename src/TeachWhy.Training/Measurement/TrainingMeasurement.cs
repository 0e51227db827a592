using System.Diagnostics;
using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Measurement;

namespace TeachWhy.Training.Measurement;

/// <summary>How fast a model trains.</summary>
/// <param name="ShareOfPeak">Useful operations a second, as a share of what so many cores could do that only multiply and add.</param>
public sealed record TrainingSpeed(string Model, int Threads, double TokensPerSecond, double ShareOfPeak);

/// <summary>Whole optimizer steps: documents of about 70 tokens packed into rows of the model's context, eight rows a step.</summary>
public static class TrainingMeasurement
{
    private const int Rows = 8;

    // Rows that were closed while packing began are emptier than later ones.
    private const int Skipped = 8;

    /// <param name="peak">Of one core, in 10⁹ operations a second.</param>
    /// <param name="seconds">To measure for; at least one step is measured.</param>
    public static TrainingSpeed Measure(
        MeasuredModel measured, int threads, double peak, double seconds, CancellationToken cancellation, KernelSet? kernels = null)
    {
        using var model = TransformerModel.Create(measured.Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 1_000_000, Threads = threads }, kernels);
        var batch = Batch(model.Shape);
        var tokens = trainer.Step(batch).Tokens;
        var watch = Stopwatch.StartNew();
        var shortest = double.PositiveInfinity;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            shortest = Math.Min(shortest, SecondsOfStep(trainer, batch, threads, watch));
        }
        while (watch.Elapsed.TotalSeconds < seconds);

        var operations = UsefulOperations.OfTraining(model.Shape, [.. batch.SelectMany(DocumentLengths)]);
        return new TrainingSpeed(measured.Name, threads, tokens / shortest, operations / shortest / 1e9 / peak / threads);
    }

    /// <summary>Eight rows as pretraining sees them.</summary>
    public static IReadOnlyList<PackedRow> Batch(TransformerShape shape) =>
        [.. Packing.Pack(Documents(shape, seed: 7), shape.Context).Skip(Skipped).Take(Rows)];

    /// <summary>The mean step of a round: the processor's clock is coarse, and a single lucky step says little.</summary>
    private static double SecondsOfStep(Trainer trainer, IReadOnlyList<PackedRow> batch, int threads, Stopwatch watch)
    {
        var (clock, processor) = (watch.Elapsed, Environment.CpuUsage.TotalTime);
        var steps = 0;
        do
        {
            trainer.Step(batch);
            steps++;
        }
        while ((watch.Elapsed - clock).TotalSeconds < Peak.Round);

        // One thread is charged for the time its core worked for it, so that a busy machine does not count against it;
        // of several threads the waiting for each other must count, so theirs is the clock's time.
        var used = threads == 1 ? Environment.CpuUsage.TotalTime - processor : watch.Elapsed - clock;
        return used.TotalSeconds / steps;
    }

    private static IEnumerable<int> DocumentLengths(PackedRow row) =>
        row.Starts.Zip(row.Starts.Skip(1).Append(row.Tokens.Length), (start, end) => end - start);

    private static IEnumerable<TrainingDocument> Documents(TransformerShape shape, ulong seed)
    {
        var random = new RandomSource(seed);
        while (true)
        {
            var length = random.NextInt(20, 121);
            var tokens = Enumerable.Range(0, length).Select(_ => random.NextInt(shape.Vocabulary)).ToArray();
            var weights = new float[length];
            Array.Fill(weights, 1f);
            yield return new TrainingDocument(tokens, weights);
        }
    }
}
