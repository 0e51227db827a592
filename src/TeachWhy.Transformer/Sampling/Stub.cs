namespace TeachWhy.Transformer.Sampling;
public enum StopReason { Stop, Length, Context }
public sealed record SampleRequest { public required IReadOnlyList<int> Prompt { get; init; } public int MaxTokens { get; init; } public float Temperature { get; init; } public ulong Seed { get; init; } public IReadOnlyList<int> StopTokens { get; init; } = []; }
public sealed record SampleResult(IReadOnlyList<int> Tokens, StopReason Reason);
public sealed record SamplerOptions { public int Sequences { get; init; } = 64; public int Threads { get; init; } = 1; }
public sealed class Sampler(TransformerModel m, SamplerOptions o) : IDisposable { public IReadOnlyList<SampleResult> Sample(IReadOnlyList<SampleRequest> r, CancellationToken c) => [.. r.Select(_ => new SampleResult([], StopReason.Stop))]; public void Dispose() { _ = m; _ = o; } }
