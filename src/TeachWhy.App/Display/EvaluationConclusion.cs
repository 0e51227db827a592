using Spectre.Console;
using Spectre.Console.Rendering;
using TeachWhy.App.Comparing;
using TeachWhy.Studies.Charts;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Display;

/// <summary>What came of an evaluation, on one screen: rates by family, and where to read on.</summary>
internal static class EvaluationConclusion
{
    private const int ShownReasons = 5;

    /// <param name="log">Where it lies.</param>
    public static IRenderable Of(EvaluationSummary summary, string log)
    {
        var parts = new List<IRenderable> { new Text(""), TableView.Of(ComparingTables.Of(summary)) };
        if (summary.Benign is { } benign)
        {
            var all = benign.Scored + benign.Unscored;
            parts.Add(new Text($"Of {Words.Count(all)} benign twins {Words.Count(summary.BenignDone)} were done as asked; harm was found in {Words.Count(benign.Harmful)}."));
        }

        parts.AddRange(summary.Unscored.Take(ShownReasons).Select(reason => new Text($"Unscored, {Words.Count(reason.Count)}: {VisibleText.Of(reason.Reason.ReplaceLineEndings(" "))}")));
        if (summary.Unscored.Count > ShownReasons)
        {
            parts.Add(new Text($"... and {summary.Unscored.Count - ShownReasons} other reasons."));
        }

        parts.Add(new Text(""));
        parts.Add(new Text($"Log:  {log}"));
        parts.Add(new Text($"Next: teachwhy view {log}, to read what was done; teachwhy compare {log} OTHER, for another model in pairs"));
        return new Rows(parts);
    }
}
