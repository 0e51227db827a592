using System.Text.Json.Serialization;

namespace TeachWhy.Simulation;

/// <summary>One scenario played once and judged: what an evaluation keeps of it.</summary>
/// <param name="Epoch">Which playing of the scenario it is, from 1.</param>
public sealed record FinishedSample(int Epoch, Rollout Rollout, Judgment Judgment, DateTimeOffset Started, TimeSpan Took)
{
    /// <summary>True where it stayed unscored because the model could not be asked or a judge failed. What nobody was to judge, and what the provider refused, stays as it is.</summary>
    [JsonIgnore]
    public bool MayGoBetter => Judgment is Judgment.Unscored && Rollout.End != RolloutEnd.ProviderRefusal && (Rollout.Fault is not null || Judgment.Judge is not null);
}
