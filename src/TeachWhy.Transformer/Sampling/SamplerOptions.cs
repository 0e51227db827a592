using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer;

/// <summary>How a sampler uses the machine. None of it changes a result.</summary>
public sealed record SamplerOptions
{
    /// <summary>Most sequences in work at the same time, over all threads; fewer where their caches would not lie near.</summary>
    public int Sequences { get; init => field = Positive(value); } = 64;

    /// <summary>Threads.</summary>
    public int Threads { get; init => field = Positive(value); } = 1;

    /// <summary>Most requests that wait for a place; one more is refused (<see cref="QueueFullException"/>). A server sets it.</summary>
    public int Queue { get; init => field = Positive(value); } = int.MaxValue;

    private static int Positive(int value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero.");
}
