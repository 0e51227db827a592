using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Charts;

/// <summary>An outcome by shape, colour and word: any one of the three is enough to read it.</summary>
public static class OutcomeMark
{
    private const double Side = 12;

    public static string WordOf(Outcome outcome) => outcome switch
    {
        Outcome.Reproduced => "reproduced",
        Outcome.NotReproduced => "not reproduced",
        Outcome.Opposite => "opposite",
        Outcome.Inconclusive => "inconclusive",
        _ => "unfit",
    };

    /// <summary>The class of its colour: <c>outcome-not-reproduced</c>.</summary>
    public static string LookOf(Outcome outcome) => $"outcome-{WordOf(outcome).Replace(' ', '-')}";

    /// <summary>The mark alone; the word must stand beside it.</summary>
    public static Svg Draw(Outcome outcome)
    {
        var drawing = new Drawing();
        drawing.Mark(ShapeOf(outcome), Side / 2, Side / 2, 4.2, LookOf(outcome));
        return drawing.FinishAsOrnament(Side, Side);
    }

    internal static Shape ShapeOf(Outcome outcome) => outcome switch
    {
        Outcome.Reproduced => Shape.Disc,
        Outcome.NotReproduced => Shape.Ring,
        Outcome.Opposite => Shape.Diamond,
        Outcome.Inconclusive => Shape.Frame,
        _ => Shape.Cross,
    };
}
