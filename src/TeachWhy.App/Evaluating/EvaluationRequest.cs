using TeachWhy.App.Comparing;
using TeachWhy.Chat;
using TeachWhy.Simulation;

namespace TeachWhy.App.Evaluating;

/// <summary>What a user asked of <c>teachwhy eval</c>.</summary>
internal sealed record EvaluationRequest
{
    public required ChatModelName Model { get; init; }

    /// <summary>The judge of intent; null for none.</summary>
    public ChatModelName? Judge { get; init; }

    /// <summary>The user said that there is to be no judge: what only intent can tell stays unscored.</summary>
    public bool NoJudge { get; init; }

    /// <summary>The name or the file of the suite.</summary>
    public required string Suite { get; init; }

    public SuiteChoice Choice { get; init; } = new();

    /// <summary>How often each scenario is played; null for the suite's own.</summary>
    public int? Samples { get; init; }

    public ulong Seed { get; init; } = 1;

    public float? Temperature { get; init; }

    public int? MaxOutputTokens { get; init; }

    /// <summary>The user's own system text; null for none.</summary>
    public string? Preface { get; init; }

    public RolloutLimits Limits { get; init; } = new();

    /// <summary>The full path of the log; null for a new one among the others.</summary>
    public string? Log { get; init; }

    /// <summary>Most requests at the same time; null for what the chat client finds best.</summary>
    public int? Connections { get; init; }

    /// <summary>In US dollars, judging included; null for no bound.</summary>
    public decimal? MaxCost { get; init; }

    /// <summary>Input and output of all rollouts and judgments; null for no bound.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>What the model's tokens cost; null for what the price list says.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>The full path of the folder in which answers are kept; null for none.</summary>
    public string? Cache { get; init; }

    /// <summary>Only say what it would take, after so many rollouts to measure by; null to do the work.</summary>
    public int? Estimate { get; init; }

    /// <summary>Go on without asking.</summary>
    public bool Yes { get; init; }

    /// <summary>Try again what stayed unscored in a finished log.</summary>
    public bool RetryUnscored { get; init; }

    /// <summary>What it must hold to pass.</summary>
    public Gating Gating { get; init; } = new();

    public bool Json { get; init; }
}
