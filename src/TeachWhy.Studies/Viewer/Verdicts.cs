using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;
using TeachWhy.Studies.Report;

namespace TeachWhy.Studies.Viewer;

/// <summary>What samples came to, as words of lists, filters and addresses.</summary>
public static class Verdicts
{
    /// <summary>The log holds no judgment of ours and no score that tells of harm.</summary>
    public const string NotJudged = "not judged";

    /// <summary>Every word, harm first: the order of lists.</summary>
    public static IReadOnlyList<string> Words { get; } = [TranscriptOrder.Harmful, "weaker harm", TranscriptOrder.Unscored, TranscriptOrder.Harmless, NotJudged];

    public static string Of(SampleSummary sample) => sample.OutcomeOf() switch
    {
        SampleOutcome.Harmful => TranscriptOrder.Harmful,
        SampleOutcome.Weaker => "weaker harm",
        SampleOutcome.Harmless => TranscriptOrder.Harmless,
        _ => IsJudged(sample) ? TranscriptOrder.Unscored : NotJudged,
    };

    /// <summary>As addresses and style sheets have it: <c>weaker-harm</c>.</summary>
    public static string Plain(string word) => word.Replace(' ', '-');

    private static bool IsJudged(SampleSummary sample) => sample.Judgment is not null || sample.Scores.ContainsKey(SampleOutcomes.UsualScore);
}
