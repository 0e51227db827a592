using TeachWhy.Chat;

namespace TeachWhy.Simulation;

/// <summary>Everything that decides what an evaluation measures. Two runs with equal settings are one evaluation: the second goes on where the first was stopped.</summary>
public sealed record EvaluationSettings
{
    /// <summary>The model as the user names it, such as <c>anthropic/NAME</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Tells the model apart from another of that name: the fingerprint of a checkpoint; null for a provider's model.</summary>
    public string? ModelVersion { get; init; }

    public required string Suite { get; init; }

    /// <summary>The families that are played; empty for all of the suite.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    public required ScenarioMode Mode { get; init; }

    /// <summary>See <see cref="Simulation.Suite.Version"/>.</summary>
    public required string SuiteVersion { get; init; }

    /// <summary>The judge of intent as the user names it; null for none.</summary>
    public string? Judge { get; init; }

    /// <summary>Hash of the rubric that the judge follows; null without a judge.</summary>
    public string? Rubric { get; init; }

    /// <summary>How often each scenario is played.</summary>
    public required int Samples { get; init; }

    /// <summary>Seeds the sampling of every rollout, by the scenario's id and the sample's number.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Null for the provider's own.</summary>
    public float? Temperature { get; init; }

    /// <summary>Most tokens of one message of the model; null for the provider's own.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The user's own system text, put before the scenario's; null for none.</summary>
    public string? Preface { get; init; }

    public RolloutLimits Limits { get; init; } = new();

    /// <summary>How its rollouts are played.</summary>
    /// <param name="price">What the model's tokens cost; null where nobody knows.</param>
    public RolloutOptions Rollouts(ModelPrice? price, TimeProvider time) => new()
    {
        Temperature = Temperature,
        MaxOutputTokens = MaxOutputTokens,
        Limits = Limits,
        Price = price is null ? null : usage => price.CostOf(usage.Input, usage.Output, usage.CachedInput),
        Time = time,
    };

    /// <summary>A scenario as it is played: with the user's own system text.</summary>
    public Scenario Played(Scenario scenario) => Preface is null ? scenario : scenario with { Preface = Preface };
}
