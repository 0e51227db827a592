using TeachWhy.Curriculum.Making;

namespace TeachWhy.Curriculum.Journals;

/// <summary>What the pieces of a stage took, in all runs.</summary>
/// <param name="Pieces">Pieces that were written, those nobody could use among them.</param>
/// <param name="Told">Of those, the ones of which it is known what they took; no others are in <paramref name="Usage"/>.</param>
public sealed record StageUsage(long Pieces, long Told, DataUsage Usage)
{
    public static StageUsage operator +(StageUsage left, StageUsage right) => new(left.Pieces + right.Pieces, left.Told + right.Told, left.Usage + right.Usage);

    /// <summary>With one more piece.</summary>
    internal StageUsage After(StageLine line) => this + (line.Usage is { } usage ? new StageUsage(1, 1, usage) : new StageUsage(1, 0, DataUsage.None));
}
