using System.Diagnostics;
using TeachWhy.Transformer;

namespace TeachWhy.Benchmarks;

/// <summary>Batched sampling as a study's rollouts use it: prompts of about 70 tokens, continued by 30.</summary>
internal static class SamplingBenchmark
{
    private const int Requests = 512;
    private const int NewTokens = 30;

    public static void Run(TextWriter output)
    {
        using var model = TransformerModel.Create(TrainingBenchmark.Shape, seed: 1);
        var random = new RandomSource(1);
        var requests = Enumerable.Range(0, Requests).Select(i => new SampleRequest
        {
            Prompt = [.. Enumerable.Range(0, random.NextInt(40, 101)).Select(_ => random.NextInt(model.Shape.Vocabulary))],
            MaxTokens = NewTokens,
            Seed = Seed.Of(1, "request", i),
        }).ToList();
        foreach (var (sequences, threads) in ((int, int)[])[(1, 1), (16, 1), (32, 1), (64, 1), (128, 1), (64, 2)])
        {
            using var sampler = new Sampler(model, new SamplerOptions { Sequences = sequences, Threads = threads });
            var best = 0.0;
            for (var round = 0; round < 4; round++)
            {
                var watch = Stopwatch.StartNew();
                var processor = Environment.CpuUsage.TotalTime;
                var made = sampler.Sample(requests).Sum(result => result.Tokens.Count);
                var used = Environment.CpuUsage.TotalTime - processor;
                best = Math.Max(best, made / (threads == 1 ? used : watch.Elapsed).TotalSeconds);
            }
            output.WriteLine($"{sequences,4} sequences, {threads} thread(s): {best,9:F0} new tokens/s, prompts included");
        }
    }
}
