namespace TeachWhy.Simulation;

/// <summary>Carries out a kept rollout's acts again. A log that keeps the acts need not keep the states.</summary>
public static class RolloutReplay
{
    /// <summary>The workplace when the rollout had ended.</summary>
    public static WorkplaceState After(Scenario scenario, Rollout rollout, IToolbox toolbox) => States(scenario, rollout, toolbox)[^1];

    /// <summary>The workplace at the start, and after each message of the model.</summary>
    public static IReadOnlyList<WorkplaceState> States(Scenario scenario, Rollout rollout, IToolbox toolbox)
    {
        var workplace = new Workplace(scenario.Workplace);
        var states = new List<WorkplaceState> { workplace.State };
        foreach (var turn in rollout.Turns)
        {
            // What did nothing then does nothing now, whatever the tools would say of it today.
            foreach (var act in turn.Acts.Where(act => act.Change is not null))
            {
                workplace.Apply(act.Change!, toolbox.Execute(workplace, scenario, act.Use).After);
            }

            states.Add(workplace.State);
        }

        return states;
    }
}
