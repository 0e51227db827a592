using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer;

/// <summary>What an adapter is made of.</summary>
public sealed record LowRankOptions
{
    /// <summary>Largest rank; beyond it an adapter saves nothing.</summary>
    public const int LargestRank = 1 << 16;

    /// <summary>Width of the bottleneck between an adapter's two matrices.</summary>
    public int Rank { get; init => field = Allowed(value); } = 16;

    /// <summary>Strength: what the adapter adds is multiplied by <see cref="Scale"/>.</summary>
    public float Alpha { get; init => field = Positive(value); } = 32;

    /// <summary>Divides the strength by the rank's root instead of the rank (Kalajdzievski 2023).</summary>
    public bool RankStabilized { get; init; }

    /// <summary>What is adapted, in every layer.</summary>
    public Projections Projections { get; init => field = Some(value); } = Projections.All;

    /// <summary><code>alpha / rank,   alpha / √rank if stabilized</code></summary>
    public float Scale => Alpha / (RankStabilized ? MathF.Sqrt(Rank) : Rank);

    private static int Allowed(int value, [CallerMemberName] string name = "") =>
        value is > 0 and <= LargestRank
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from 1 to {LargestRank}.");

    private static float Positive(float value, [CallerMemberName] string name = "") =>
        value > 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero and finite.");

    private static Projections Some(Projections value, [CallerMemberName] string name = "") =>
        value != Projections.None && (value & ~Projections.All) == Projections.None
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must name at least one matrix of a block.");
}
