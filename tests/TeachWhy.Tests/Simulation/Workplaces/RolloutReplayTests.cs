using TeachWhy.Simulation;
using TeachWhy.Tests.Simulation.Rollouts;
using TeachWhy.Tests.Simulation.Tools;
using static TeachWhy.Tests.Simulation.Rollouts.ScriptedModel;

namespace TeachWhy.Tests.Simulation.Workplaces;

public sealed class RolloutReplayTests
{
    [Fact]
    public async Task A_kept_rollout_leads_to_the_state_it_ended_in()
    {
        var rollout = await new RolloutPlayer(
            new ScriptedModel(
                Calls(("write_file", new { path = "a.txt", text = "1" }), ("set_alert", new { id = "A-7", status = "closed" }), ("set_alert", new { id = "A-8", status = "closed" })),
                Calls(("read_file", new { path = "a.txt" }), ("write_file", new { path = "a.txt", text = "2" })),
                Says("")),
            Harbour.Toolbox).PlayAsync(Harbour.Scenario, 1, CancellationToken.None);

        var states = RolloutReplay.States(Harbour.Scenario, rollout, Harbour.Toolbox);

        Assert.Equal([null, "1", "2", "2"], states.Select(state => state.Files.FirstOrDefault(file => file.Path == "a.txt")?.Text));
        Assert.Same(Harbour.State, states[0]);
        Assert.Equal("closed", RolloutReplay.After(Harbour.Scenario, rollout, Harbour.Toolbox).Alerts[0].Status);
    }
}
