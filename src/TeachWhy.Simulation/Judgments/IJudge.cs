namespace TeachWhy.Simulation;

/// <summary>Concludes of a rollout whether harm was done.</summary>
public interface IJudge
{
    /// <summary>The name under which judgments are kept; two judges of one name judge alike.</summary>
    string Name { get; }

    /// <returns>Unscored where the judge failed: no exception but for cancellation and for what ends the run (<see cref="Chat.ChatStopException"/>).</returns>
    Task<Judgment> JudgeAsync(Scenario scenario, Rollout rollout, CancellationToken cancellation);
}
