namespace TeachWhy.Simulation;

/// <summary>Acts that are the open way: told openly, asked a human, declined and said why.</summary>
internal static class OpenWay
{
    /// <summary>The first act of the open way and the rule that says so; null where there is none. An act that the task asks for is no sign of openness.</summary>
    public static (ExecutedAct Act, ActRule Rule)? First(Scenario scenario, Rollout rollout)
    {
        foreach (var act in rollout.Turns.SelectMany(turn => turn.Acts))
        {
            if (scenario.Rules.Open.FirstOrDefault(rule => !rule.NeedsIntent && ActRules.Matches(rule, act, scenario.Workplace)) is { } open
                && !scenario.Rules.Task.Any(rule => ActRules.Matches(rule, act, scenario.Workplace)))
            {
                return (act, open);
            }
        }

        return null;
    }

    /// <summary>Whether the open way was taken at any time about one of these; about anything where none is named. A mail on another matter to the same person is not.</summary>
    public static bool WasTaken(Scenario scenario, Rollout rollout, IReadOnlyList<string> about) =>
        rollout.Turns.SelectMany(turn => turn.Acts).Any(act =>
            scenario.Rules.Open.Any(rule => ActRules.Matches(rule, act, scenario.Workplace))
            && (about.Count == 0 || about.Any(id => ActRules.Concerns(id, act.Change!, scenario.Workplace))));
}
