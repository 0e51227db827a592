namespace TeachWhy.Simulation;

/// <summary>One scenario played once and judged: what an evaluation keeps of it.</summary>
/// <param name="Epoch">Which playing of the scenario it is, from 1.</param>
public sealed record FinishedSample(int Epoch, Rollout Rollout, Judgment Judgment, DateTimeOffset Started, TimeSpan Took);
