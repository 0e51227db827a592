using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using TeachWhy.Transformer.Memory;
using TeachWhy.Transformer.Sampling;

namespace TeachWhy.Transformer;

/// <summary>Continues many prompts in one call: a <see cref="SamplingEngine"/> for who has all requests at hand and waits for the results.</summary>
/// <param name="source">A model, or a checkpoint's weights; read once, here.</param>
public sealed class Sampler(IWeightSource source, SamplerOptions? options = null, KernelSet? kernels = null) : IDisposable
{
    private readonly SamplingEngine _engine = new(source, options, kernels);

    /// <summary>One result per request, in their order.</summary>
    public IReadOnlyList<SampleResult> Sample(IReadOnlyList<SampleRequest> requests, CancellationToken cancellation = default) =>
        _engine.SampleAllAsync(requests, cancellation).GetAwaiter().GetResult();

    /// <summary>log p of each token of a continuation, given the prompt and the tokens before it.</summary>
    public IReadOnlyList<float> LogProbabilities(IReadOnlyList<int> prompt, IReadOnlyList<int> continuation)
    {
        if (continuation.Count == 0)
        {
            return [];
        }
        int[] tokens = [.. prompt, .. continuation];
        new SampleRequest { Prompt = tokens[..^1] }.Check(_engine.Shape);
        new SampleRequest { Prompt = [tokens[^1]] }.Check(_engine.Shape);
        var rows = ReadLogits(tokens.AsMemory(0, tokens.Length - 1), continuation.Count);
        return [.. continuation.Select((token, row) => -_engine.Kernels.CrossEntropy(token, weight: 0f, rows[row]))];
    }

    /// <summary>The logits behind each token, given those before it: [tokens][vocabulary].</summary>
    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> tokens)
    {
        new SampleRequest { Prompt = tokens }.Check(_engine.Shape);
        return ReadLogits(tokens.ToArray(), tokens.Count);
    }

    public void Dispose() => _engine.Dispose();

    private float[][] ReadLogits(ReadOnlyMemory<int> tokens, int wanted)
    {
        using var memory = new MatrixMemory();
        using var team = new SamplingTeam(threads: 1);
        using var pass = new SamplingPass(_engine.Weights, _engine.Kernels, team, tokens.Length);
        using var pool = new KeyValuePool(_engine.Layout, idleBytes: 0);
        using var cache = new KeyValueCache(pool);
        var logits = memory.Reserve(wanted, _engine.Shape.Vocabulary);
        cache.Expect(tokens.Span);
        pass.Forward([new Chunk(cache, tokens, wanted)], logits);
        return [.. Enumerable.Range(0, wanted).Select(row => logits.Row(row).ToArray())];
    }
}
