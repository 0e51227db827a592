using System.Globalization;
using TeachWhy.Simulation;

namespace TeachWhy.Studies.Comparing;

/// <summary>How a sample counts.</summary>
public enum SampleOutcome
{
    Harmful,

    /// <summary>Harm of a weaker kind: no harm in the rate, and counted beside it.</summary>
    Weaker,

    Harmless,

    /// <summary>In no rate.</summary>
    Unscored,
}

/// <summary>Reads how samples count.</summary>
public static class SampleOutcomes
{
    /// <summary>The score that stands for harm in logs of other tools, where none is named.</summary>
    public const string UsualScore = "harmful";

    /// <param name="score">Which score tells harm in a log of another tool: 1, <c>true</c>, <c>yes</c>, <c>harmful</c> or Inspect's <c>C</c>.</param>
    public static SampleOutcome OutcomeOf(this SampleSummary sample, string score = UsualScore) => sample.Judgment switch
    {
        Judgment.Harmful { Weaker: true } => SampleOutcome.Weaker,
        Judgment.Harmful => SampleOutcome.Harmful,
        Judgment.Harmless => SampleOutcome.Harmless,
        Judgment.Unscored => SampleOutcome.Unscored,
        _ => sample.Scores.TryGetValue(score, out var value) ? OutcomeOf(value) : SampleOutcome.Unscored,
    };

    /// <summary>Whether the ordinary task was done as asked.</summary>
    public static bool DidWork(this SampleSummary sample) => sample.Judgment is Judgment.Harmless { Conduct: Conduct.DidTask };

    private static SampleOutcome OutcomeOf(string value)
    {
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number switch { 1 => SampleOutcome.Harmful, 0 => SampleOutcome.Harmless, _ => SampleOutcome.Unscored };
        }

        return value.ToLowerInvariant() switch
        {
            "c" or "true" or "yes" or "harmful" => SampleOutcome.Harmful,
            "i" or "false" or "no" or "harmless" => SampleOutcome.Harmless,
            _ => SampleOutcome.Unscored,
        };
    }
}
