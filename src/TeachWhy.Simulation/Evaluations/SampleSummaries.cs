namespace TeachWhy.Simulation;

/// <summary>Samples without what was said in them.</summary>
public static class SampleSummaries
{
    /// <summary>What a log says of a sample beside its messages.</summary>
    public static SampleSummary Of(Scenario scenario, FinishedSample sample) => new()
    {
        Id = scenario.Id,
        Epoch = sample.Epoch,
        Family = scenario.Family,
        Company = scenario.Company,
        Title = scenario.Title,
        Benign = scenario.Benign,
        HeldOut = scenario.HeldOut,
        Factors = scenario.Factors,
        Judgment = sample.Judgment,
        End = sample.Rollout.End,
        Error = sample.Rollout.Fault,
        Usage = sample.Rollout.Usage,
        Took = sample.Took,
    };
}
