using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Benchmarks;

/// <summary>Training adapters of several ranks beside training the whole model: rows of 256 tokens, batch 8, one thread.</summary>
internal static class AdapterBenchmark
{
    private const int Rounds = 3;
    private const double SecondsOfEach = 2;

    public static void Run(TextWriter output)
    {
        foreach (var channels in (int[])[256, 576])
        {
            Run(ShapeOf(channels), output);
        }
    }

    /// <summary>All in turns, so that a busy machine slows them alike; the best round of each counts.</summary>
    private static void Run(TransformerShape shape, TextWriter output)
    {
        using var model = TransformerModel.Create(shape, seed: 1, Initialization.Normal);
        var batch = Batch(shape);
        LowRankOptions?[] kinds = [null, new() { Rank = 8 }, new() { Rank = 16 }, new() { Rank = 64 }, new() { Rank = 8, Projections = Projections.Query | Projections.Value }];
        var best = new double[kinds.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                best[kind] = Math.Max(best[kind], TokensPerSecond(model, kinds[kind], batch));
            }
        }
        output.WriteLine($"{shape.ParameterCount} parameters, {shape.Channels} channels, one thread");
        foreach (var (kind, speed) in kinds.Zip(best))
        {
            var learned = kind is null ? shape.ParameterCount : LowRankParameters.Count(shape, kind);
            var name = kind is null ? "the whole model" : $"rank {kind.Rank} of {kind.Projections}";
            output.WriteLine($"{name,-28} {learned,10} learned {speed,8:F0} tokens/s {speed / best[0],6:F2} times the whole model");
        }
    }

    private static double TokensPerSecond(TransformerModel model, LowRankOptions? kind, List<PackedRow> batch)
    {
        using var learner = model.Clone();
        using var adapter = kind is null ? null : LowRankAdapter.Create(model.Shape, kind, seed: 1);
        using var trainer = new Trainer(learner, new TrainingOptions { Steps = 1_000_000 }, kernels: null, adapter);
        trainer.Step(batch);
        var start = Environment.CpuUsage.TotalTime;
        var (tokens, used) = (0L, 0.0);
        while (used < SecondsOfEach)
        {
            tokens += trainer.Step(batch).Tokens;
            used = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        }
        return tokens / used;
    }

    private static TransformerShape ShapeOf(int channels) => new()
    {
        Vocabulary = 4000, Channels = channels, Layers = 4, Heads = channels / 64, KeyValueHeads = channels / 64,
        Hidden = channels * 8 / 3 / 32 * 32, Context = 256,
    };

    private static List<PackedRow> Batch(TransformerShape shape)
    {
        var random = new RandomSource(7);
        return
        [
            .. Enumerable.Range(0, 8).Select(_ => new PackedRow(
                [.. Enumerable.Range(0, shape.Context).Select(_ => random.NextInt(shape.Vocabulary))], [0],
                [.. Enumerable.Repeat(1f, shape.Context)])),
        ];
    }
}
