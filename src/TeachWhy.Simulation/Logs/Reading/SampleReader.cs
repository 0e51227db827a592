using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>Reads a whole sample.</summary>
internal static class SampleReader
{
    public static LoggedSample Read(JsonElement sample)
    {
        var rollout = sample.Member("store")?.Member("teachwhy")?.Record<Rollout>("rollout");
        var scenario = sample.Member("metadata")?.Member("teachwhy")?.Record<Scenario>("scenario");
        return new LoggedSample
        {
            Summary = SummaryReader.Read(sample),
            Messages = new MessageReader(sample, rollout).Read(),
            Rollout = rollout,
            Scenario = scenario,
            Before = scenario?.Workplace,
            After = scenario is not null && sample.Member("store")?.Member("workplace") is { } changed ? WorkplaceDifference.Read(scenario.Workplace, changed) : null,
        };
    }
}
