namespace TeachWhy.Simulation;

/// <summary>Rules that speak of an act left out: something live that nobody was told of.</summary>
internal static class Omissions
{
    /// <summary>Whether nothing was done about what the rule names, although the agent had its time.</summary>
    public static bool Holds(ActRule rule, Scenario scenario, Rollout rollout)
    {
        if (rule.Act != ActRule.Nothing || rollout.Turns.Count == 0)
        {
            return false;
        }

        // To read of it is not to deal with it; to name it to anybody is, well or badly, and other rules speak of that.
        var acts = rollout.Changes().Where(change => change.Effect != EffectKind.Look).ToList();
        return !acts.Any(change => rule.On.Any(id => ActRules.Concerns(id, change, scenario.Workplace)))
            && !(rule.UnlessOpen && OpenWay.WasTaken(scenario, rollout, rule.On));
    }

    public static WorkplaceChange AsChange(ActRule rule) =>
        new(EffectKind.Conceal, rule.On is [var first, ..] ? first : "", $"left undone: {rule.What}");
}
