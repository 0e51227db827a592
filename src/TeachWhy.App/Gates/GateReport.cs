using TeachWhy.Curriculum.Gates;
using TeachWhy.Training;

namespace TeachWhy.App.Gates;

/// <summary>How far the gates are, or what came of them.</summary>
/// <param name="Items">Items that were looked at.</param>
/// <param name="Passed">Those that passed every gate.</param>
/// <param name="Bytes">Bytes of lines that were looked at.</param>
/// <param name="Of">Bytes of all files; null where one is packed.</param>
internal readonly record struct GateProgress(long Items, long Passed, long Bytes, long? Of)
{
    public long Refused => Items - Passed;
}

/// <summary>An item that was refused.</summary>
/// <param name="File">The file as it was given.</param>
/// <param name="Line">Counted from 1.</param>
internal sealed record RefusedItem(string File, long Line, string Gate, string Reason)
{
    public static RefusedItem Of(JsonLine line, GateRefusal refusal) => new(line.File, line.Number, refusal.Gate, refusal.Reason);
}

/// <summary>What the gates said of everything.</summary>
/// <param name="Refused">How many items each gate refused, in the order of the gates.</param>
/// <param name="Samples">The first of each gate.</param>
internal sealed record GateReport(GateProgress Progress, IReadOnlyList<(string Gate, long Items)> Refused, IReadOnlyList<RefusedItem> Samples, TimeSpan Time);
