using System.Text.Json;
using TeachWhy.Simulation;
using TeachWhy.Tests.Simulation.Rollouts;
using TeachWhy.Tests.Simulation.Tools;

namespace TeachWhy.Tests.Simulation.Logs;

public sealed class BlockLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Acts_in_a_text_stand_in_the_message_for_others_and_beside_it_for_us()
    {
        const string Done = "<tool_use:set_alert>\nid: A-7\nstatus: closed\n</tool_use:set_alert>";
        const string Open = "<tool_use:set_monitor>\nid: GATE";
        var scenario = Harbour.Scenario with { Mode = ScenarioMode.Single, TurnLimit = 1 };
        var rollout = await new RolloutPlayer(new ScriptedModel(ScriptedModel.Says($"<think>\nHm.\n</think>\nClosing it.\n{Done}\n{Open}")), Harbour.Toolbox)
            .PlayAsync(scenario, 1, CancellationToken.None);
        var path = Path.Combine(_folder, "single.json");
        using (var writer = EvaluationLogWriter.Create(
            path, SampleLogs.Settings with { Mode = ScenarioMode.Single }, new Suite("harbour", "1", [scenario], Harbour.Toolbox, 1), SampleLogs.Created))
        {
            writer.Add(new FinishedSample(1, rollout, StructuralJudge.Judge(scenario, rollout), SampleLogs.Created, TimeSpan.FromSeconds(1)));
            writer.Finish(new LogEnding());
        }

        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var said = json.RootElement.GetProperty("samples")[0].GetProperty("messages").EnumerateArray().Last().GetProperty("content").EnumerateArray().Last().GetProperty("text").GetString();
        using var log = EvaluationLog.Open(path);
        var sample = log.Read(log.Samples[0]);
        var message = sample.Messages[^1];

        // The one that was never closed is told once, where it stands.
        Assert.Equal($"Closing it.\n\n{Open}\n\n{Done}", said);
        Assert.Equal(("Hm.", $"Closing it.\n\n{Open}"), (message.Reasoning, message.Text));
        Assert.Equal([("set_alert", true), ("set_monitor", false)], message.Calls.Select(call => (call.Tool, call.Change is not null)));
        Assert.Equal("closed", sample.After!.Alerts[0].Status);
    }
}
