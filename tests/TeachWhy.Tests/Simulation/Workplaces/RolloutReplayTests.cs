using TeachWhy.Simulation;
using TeachWhy.Tests.Simulation.Rollouts;
using TeachWhy.Tests.Simulation.Tools;
using static TeachWhy.Tests.Simulation.Rollouts.ScriptedModel;

namespace TeachWhy.Tests.Simulation.Workplaces;

public sealed class RolloutReplayTests
{
    [Fact]
    public async Task A_kept_rollout_leads_to_the_state_it_ended_in_or_says_that_it_no_longer_does()
    {
        var rollout = await new RolloutPlayer(
            new ScriptedModel(
                Calls(("write_file", new { path = "a.txt", text = "1" }), ("set_alert", new { id = "A-7", status = "closed" }), ("set_alert", new { id = "A-8", status = "closed" })),
                Calls(("read_file", new { path = "a.txt" }), ("write_file", new { path = "a.txt", text = "2" })),
                Says("")),
            Harbour.Toolbox).PlayAsync(Harbour.Scenario, 1, CancellationToken.None);

        var after = RolloutReplay.After(Harbour.Scenario, rollout, Harbour.Toolbox)!;

        Assert.Equal("2", after.Files[^1].Text);
        Assert.Equal("closed", after.Alerts[0].Status);
        Assert.Null(RolloutReplay.After(Harbour.Scenario with { Tools = ["read_file"] }, rollout, Harbour.Toolbox));
    }
}
