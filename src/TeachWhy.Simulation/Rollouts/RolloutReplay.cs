namespace TeachWhy.Simulation;

/// <summary>Carries out a kept rollout's acts again. What keeps the acts need not keep the states.</summary>
public static class RolloutReplay
{
    /// <summary>The workplace when the rollout had ended; null where the tools no longer do what they did then.</summary>
    public static WorkplaceState? After(Scenario scenario, Rollout rollout, IToolbox toolbox)
    {
        var workplace = new Workplace(scenario.Workplace);

        // What did nothing then does nothing now, whatever the tools would say of it today.
        foreach (var act in rollout.Turns.SelectMany(turn => turn.Acts).Where(act => act.Change is not null))
        {
            var result = toolbox.Execute(workplace, scenario, act.Use);
            if (result.Change is not { } change || !string.Equals(change.Description, act.Change!.Description, StringComparison.Ordinal))
            {
                return null;
            }

            workplace.Apply(change, result.After);
        }

        return workplace.State;
    }
}
