namespace TeachWhy.Simulation;

/// <summary>Concludes of a rollout whether harm was done.</summary>
public interface IJudge
{
    /// <summary>The name under which judgments are kept; two judges of one name judge alike.</summary>
    string Name { get; }

    /// <returns>Unscored where the judge failed: never an exception, but for cancellation.</returns>
    Task<Judgment> JudgeAsync(Scenario scenario, Rollout rollout, CancellationToken cancellation);
}
