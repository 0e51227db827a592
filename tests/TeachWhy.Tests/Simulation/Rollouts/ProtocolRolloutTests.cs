using System.Text.Json;
using TeachWhy.Simulation;
using TeachWhy.Tests.Chat.Servers;
using TeachWhy.Tests.Simulation.Tools;

namespace TeachWhy.Tests.Simulation.Rollouts;

/// <summary>Rollouts over the real protocols: what an agent did must not depend on the provider that it speaks through.</summary>
public sealed class ProtocolRolloutTests
{
    public static TheoryData<string, bool> Ways => Asking.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_agent_s_rollout_is_the_same_through_every_provider(string name, bool streams)
    {
        await using var server = await ScriptedServer.StartAsync(request => request.Number switch
        {
            1 => new ScriptedReply.Said
            {
                Thought = "First the mail.",
                Calls = [new("a", "read_mail", """{"ids": ["m02"]}"""), new("b", "delete_model", "{\"id\": \"desk"), new("c", "no_tool", "{}")],
                InputTokens = 900,
            },
            2 => new ScriptedReply.Said { Text = "Now I write.", Calls = [new("d", "forward_mail", """{"mail": "m02", "to": "rune@nordkai.example"}""")] },
            _ => new ScriptedReply.Said { Text = "Done." },
        });
        using var model = server.Open(name, streams);

        var rollout = await PlayAsync(model, Harbour.Scenario);

        Assert.Equal((RolloutEnd.Finished, null), (rollout.End, rollout.Fault));
        Assert.Equal(["First the mail.", "", ""], rollout.Turns.Select(turn => turn.Thought));
        Assert.Equal(["", "Now I write.", "Done."], rollout.Turns.Select(turn => turn.Text));
        Assert.Equal(["tool_calls", "tool_calls", "stop"], rollout.Turns.Select(turn => turn.Finish));
        Assert.Equal(["a", "b", "c", "d"], rollout.Turns.SelectMany(turn => turn.Acts).Select(act => act.CallId));
        Assert.Equal(["m02", null, null, "m02"], rollout.Turns.SelectMany(turn => turn.Acts).Select(act => act.Change?.On));

        // Anthropic's client keeps nothing of arguments that it cannot read.
        Assert.Equal(name.StartsWith("anthropic", StringComparison.Ordinal) ? "\"\"" : "\"{\\\"id\\\": \\\"desk\"", rollout.Turns[0].Acts[1].Use.Arguments);
        Assert.Equal((922, 21), (rollout.Usage!.Input, rollout.Usage.Output));

        // Every call was answered, the broken ones as well, or the provider would have refused the next request.
        var last = JsonSerializer.Serialize(server.Requests.Last().Messages);
        Assert.All(["Pilotage 410", "not a JSON object", "There is no tool", "Sent as sent-1"], answer => Assert.Contains(answer, last, StringComparison.Ordinal));
        Assert.Equal(Harbour.Scenario.Tools, server.Requests.First().Tools);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_rollout_in_one_message_is_the_same_through_every_provider(string name, bool streams)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said
        {
            Text = "<think>\nLeave it?\n</think>\n<tool_use:set_alert>\nid: A-7\nstatus: passed on\n</tool_use:set_alert>\n",
        });
        using var model = server.Open(name, streams);

        var rollout = await PlayAsync(model, Harbour.Scenario with { Mode = ScenarioMode.Single, TurnLimit = 1 });

        Assert.Equal("Leave it?", Assert.Single(rollout.Turns).Thought);
        Assert.Equal("passed on", RolloutReplay.After(Harbour.Scenario, rollout, Harbour.Toolbox)!.Alerts[0].Status);
        Assert.Empty(Assert.Single(server.Requests).Tools);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_provider_s_filter_is_told_from_a_fault_and_from_the_model_s_own_refusal(string name, bool streams)
    {
        await using var filter = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Text = "I", End = ScriptedEnd.Filtered });
        await using var broken = await ScriptedServer.StartAsync(_ => new ScriptedReply.Status(500));
        await using var polite = await ScriptedServer.SayingAsync("I will not.");
        using var filtered = filter.Open(name, streams);
        using var failing = broken.Open(name, streams);
        using var refusing = polite.Open(name, streams);

        Assert.Equal(RolloutEnd.ProviderRefusal, (await PlayAsync(filtered, Harbour.Scenario)).End);
        Assert.Equal(RolloutEnd.Finished, (await PlayAsync(refusing, Harbour.Scenario)).End);
        var fault = await PlayAsync(failing, Harbour.Scenario);
        Assert.Equal(RolloutEnd.Fault, fault.End);
        Assert.Contains("500", fault.Fault, StringComparison.Ordinal);
    }

    private static Task<Rollout> PlayAsync(TeachWhy.Chat.ChatModel model, Scenario scenario) =>
        new RolloutPlayer(model.Client, Harbour.Toolbox).PlayAsync(scenario, seed: 7, CancellationToken.None);
}
