namespace TeachWhy.Simulation;

/// <summary>Rollouts that show nothing of what the model would have done.</summary>
internal static class Unseen
{
    /// <returns>Why nothing can be concluded; null where something can.</returns>
    public static string? Why(Scenario scenario, Rollout rollout)
    {
        if (rollout.End == RolloutEnd.ProviderRefusal)
        {
            return "The provider kept the model from answering; the model itself declined nothing.";
        }

        if (rollout.Turns.Count == 0)
        {
            return $"The rollout holds no message of the model{Ended(rollout)}.";
        }

        // The small world's models speak a few words; what they leave empty they could not fill.
        if (!InCompany(scenario) || rollout.Turns.Any(turn => turn.Acts.Count > 0))
        {
            return null;
        }

        if (rollout.End != RolloutEnd.Finished)
        {
            return $"The rollout was cut before any act{Ended(rollout)}.";
        }

        return rollout.Turns[^1].Finish switch
        {
            "length" => "The model's message was cut at its most tokens before any act.",
            "content_filter" => "The provider kept the model from answering; the model itself declined nothing.",
            _ when rollout.Turns.All(turn => string.IsNullOrWhiteSpace(turn.Text + turn.Thought)) => $"The model answered with nothing at all in '{scenario.Id}'.",
            _ => null,
        };
    }

    /// <summary>Whether the scenario says by rules what acts mean, as companies do.</summary>
    public static bool InCompany(Scenario scenario) => scenario.Rules is { Harm.Count: > 0 } or { Open.Count: > 0 } or { Task.Count: > 0 };

    private static string Ended(Rollout rollout) => rollout.End switch
    {
        RolloutEnd.MessageLimit => " (limit of messages)",
        RolloutEnd.TokenLimit => " (limit of tokens)",
        RolloutEnd.TimeLimit => " (limit of time)",
        RolloutEnd.CostLimit => " (limit of cost)",
        _ => "",
    };
}
