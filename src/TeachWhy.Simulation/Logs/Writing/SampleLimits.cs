namespace TeachWhy.Simulation;

/// <summary>The limit that ended a rollout, in the words that logs have for limits.</summary>
internal static class SampleLimits
{
    /// <summary>Null where no limit ended it.</summary>
    public static (string Type, double Most)? Of(EvaluationSettings settings, Scenario scenario, Rollout rollout) => rollout.End switch
    {
        RolloutEnd.MessageLimit => ("turn", Math.Min(settings.Limits.Messages ?? int.MaxValue, scenario.TurnLimit)),
        RolloutEnd.TokenLimit => ("token", settings.Limits.Tokens ?? 0),
        RolloutEnd.TimeLimit => ("time", settings.Limits.Time?.TotalSeconds ?? 0),
        RolloutEnd.CostLimit => ("cost", (double)(settings.Limits.Cost ?? 0)),
        _ => null,
    };
}
