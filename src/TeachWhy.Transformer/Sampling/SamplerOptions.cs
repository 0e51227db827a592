using System.Numerics;
using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer;

/// <summary>How a sampler uses the machine. Only the types of numbers change a result.</summary>
public sealed record SamplerOptions
{
    /// <summary>Most sequences in work at the same time, over all threads; fewer where their caches would not lie near.</summary>
    public int Sequences { get; init => field = Positive(value); } = 64;

    /// <summary>Threads.</summary>
    public int Threads { get; init => field = Positive(value); } = 1;

    /// <summary>Most requests that wait for a place; one more is refused (<see cref="QueueFullException"/>). A server sets it.</summary>
    public int Queue { get; init => field = Positive(value); } = int.MaxValue;

    /// <summary>
    /// How weights are kept: <see cref="WeightType.Float32"/>, or <see cref="WeightType.BFloat16"/>, rounded, in half the memory.
    /// Products are computed in float32 either way. Float16 is not offered: its range is too narrow for some models.
    /// </summary>
    public WeightType WeightType { get; init; }

    /// <summary>How keys and values are kept: <see cref="WeightType.Float32"/>, or <see cref="WeightType.BFloat16"/> in half the memory.</summary>
    public WeightType CacheType { get; init; }

    /// <summary>
    /// Most bytes for the keys and values of sequences in work: what does not fit waits, and what could never fit is refused.
    /// A quarter of the machine's memory where nothing else is said.
    /// </summary>
    public long CacheMemory { get; init => field = Positive(value); } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Most bytes for the keys and values of sequences that have ended, kept for those that begin like them.</summary>
    public long PrefixMemory { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(PrefixMemory), value, "PrefixMemory must be zero or above."); } = 64L << 20;

    private static T Positive<T>(T value, [CallerMemberName] string name = "") where T : INumber<T> =>
        value > T.Zero ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero.");
}
