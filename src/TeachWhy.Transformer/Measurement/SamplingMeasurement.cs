using System.Diagnostics;

namespace TeachWhy.Transformer.Measurement;

/// <summary>How fast a model samples.</summary>
/// <param name="Sequences">Most that are in work at the same time.</param>
/// <param name="TokensPerSecond">New tokens; the time to read the prompts is included.</param>
public sealed record SamplingSpeed(string Model, int Threads, int Sequences, double TokensPerSecond);

/// <summary>Batched sampling as a study's rollouts use it: prompts of about 70 tokens, continued by 30, each read anew.</summary>
public static class SamplingMeasurement
{
    private const int NewTokens = 30;

    /// <param name="seconds">To measure for; at least one round of requests is measured.</param>
    public static SamplingSpeed Measure(MeasuredModel measured, int threads, int sequences, double seconds, CancellationToken cancellation)
    {
        using var model = TransformerModel.Create(measured.Shape, seed: 1);
        using var sampler = new Sampler(model, new SamplerOptions { Sequences = sequences, Threads = threads, PrefixMemory = 0 });
        var requests = Requests(model.Shape, Math.Max(16, sequences));
        sampler.Sample(requests[..1], cancellation);
        var best = 0.0;
        var watch = Stopwatch.StartNew();
        do
        {
            var (clock, processor) = (watch.Elapsed, Environment.CpuUsage.TotalTime);
            var made = sampler.Sample(requests, cancellation).Sum(result => result.Tokens.Count);

            // As in training: one thread is charged what its core did for it, several wait for each other by the clock.
            var used = threads == 1 ? Environment.CpuUsage.TotalTime - processor : watch.Elapsed - clock;
            best = Math.Max(best, made / used.TotalSeconds);
        }
        while (watch.Elapsed.TotalSeconds < seconds);
        return new SamplingSpeed(measured.Name, threads, sequences, best);
    }

    private static SampleRequest[] Requests(TransformerShape shape, int count)
    {
        var random = new RandomSource(1);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new SampleRequest
            {
                Prompt = [.. Enumerable.Range(0, random.NextInt(40, 101)).Select(_ => random.NextInt(shape.Vocabulary))],
                MaxTokens = NewTokens,
                Seed = Seed.Of(1, "request", i),
            }),
        ];
    }
}
