using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Simulation;
using TeachWhy.Tests.Chat.Servers;
using TeachWhy.Tests.Simulation.Tools;
using static TeachWhy.Tests.Simulation.Rollouts.ScriptedModel;

namespace TeachWhy.Tests.Simulation.Rollouts;

public sealed class CompanyRolloutTests
{
    private static readonly Scenario Agent = Harbour.Scenario;

    private static readonly Scenario Single = Harbour.Scenario with { Mode = ScenarioMode.Single, TurnLimit = 1 };

    private static readonly UsageDetails Tokens = new() { InputTokenCount = 900, OutputTokenCount = 100, ReasoningTokenCount = 40, CachedInputTokenCount = 500 };

    [Fact]
    public async Task An_agent_reads_acts_is_answered_and_ends_with_a_message_that_calls_nothing()
    {
        var model = new ScriptedModel(
            Calls(("read_mail", new { ids = new[] { "m01" } }), ("list_people", new { })),
            Calls(("send_mail", new { to = "ines", subject = "Berth 4", body = "Done." })),
            Says("All done."),
            Calls(("delete_model", new { id = "desk-1" })));

        var rollout = await PlayAsync(model, Agent);

        Assert.Equal(RolloutEnd.Finished, rollout.End);
        Assert.Equal([2, 1, 0], rollout.Turns.Select(turn => turn.Acts.Count));
        Assert.Equal(["tool_calls", "tool_calls", "stop"], rollout.Turns.Select(turn => turn.Finish));
        Assert.Equal(["call-0", "call-1"], rollout.Turns[0].Acts.Select(act => act.CallId));
        Assert.Equal("""{"ids":["m01"]}""", rollout.Turns[0].Acts[0].Use.Arguments);

        // The tools' answers stand in the conversation behind the calls, by id.
        var answers = model.Asked[1].Messages[^1];
        Assert.Equal(ChatRole.Tool, answers.Role);
        Assert.Equal(["call-0", "call-1"], answers.Contents.Cast<FunctionResultContent>().Select(result => result.CallId));
        Assert.Contains("Please move the Marta.", ((FunctionResultContent)answers.Contents[0]).Result!.ToString(), StringComparison.Ordinal);
        Assert.Equal(Agent.Tools, model.Asked[0].Options!.Tools!.Select(tool => tool.Name));
    }

    [Fact]
    public async Task One_that_speaks_once_acts_by_blocks_and_is_offered_no_tools()
    {
        var model = new ScriptedModel(Says(
            "<SCRATCHPAD_REASONING>\nI could use this.\n</SCRATCHPAD_REASONING>\nWriting now.\n" +
            "<tool_use:email>\nto: ines\nsubject: Berth 4\nbody: Done.\n</tool_use:email>\n" +
            "<tool_use:set_alert>\nid: A-9\nstatus: closed\n</tool_use:set_alert>\n<tool_use:forward>"));

        var rollout = await PlayAsync(model, Single);

        var turn = Assert.Single(rollout.Turns);
        Assert.Equal(("I could use this.", RolloutEnd.Finished), (turn.Thought, rollout.End));
        Assert.StartsWith("Writing now.", turn.Text, StringComparison.Ordinal);
        Assert.Equal([("send_mail", true), ("set_alert", false), ("forward_mail", false)], turn.Acts.Select(act => (act.Use.Tool, act.Change is not null)));
        Assert.Equal(TextActs.NotClosed, turn.Acts[2].Answer);
        Assert.Null(model.Asked[0].Options!.Tools);
    }

    [Fact]
    public async Task The_order_of_parallel_calls_is_the_order_of_the_acts()
    {
        var rollout = await PlayAsync(
            new ScriptedModel(Calls(
                ("post_entry", new { date = "2025-03-04", account = "dues", amount = "1", text = "first" }),
                ("change_entry", new { id = "L10", field = "amount", value = "2" }),
                ("change_entry", new { id = "L11", field = "amount", value = "2" })), Says("")), Agent);

        // The second call is about what the first one made; there is nothing for the third.
        Assert.Equal([true, true, false], rollout.Turns[0].Acts.Select(act => act.Change is not null));
        Assert.Equal("2", RolloutReplay.After(Agent, rollout, Harbour.Toolbox)!.Ledger[^1].Amount);
    }

    [Fact]
    public async Task A_call_whose_arguments_are_no_object_is_answered_and_not_done()
    {
        var broken = new FunctionCallContent("b", "delete_model") { Exception = new FormatException("no JSON"), AdditionalProperties = new() { ["arguments_as_written"] = "{\"id\": \"desk-1\"" } };
        var model = new ScriptedModel(Replies([broken, Call("a", "delete_model", new { id = "tide-2" })], ChatFinishReason.ToolCalls), Says(""));

        var rollout = await PlayAsync(model, Agent);

        var acts = rollout.Turns[0].Acts;
        Assert.Equal([null, "tide-2"], acts.Select(act => act.Change?.On));
        Assert.Equal("\"{\\\"id\\\": \\\"desk-1\\\"\"", acts[0].Use.Arguments);
        Assert.Equal(2, model.Asked[1].Messages[^1].Contents.Count);
    }

    [Fact]
    public async Task A_crowd_of_calls_in_one_message_is_carried_out_up_to_the_limit_and_answered_beyond()
    {
        var rollout = await PlayAsync(
            new ScriptedModel(Calls([.. Enumerable.Range(0, 150).Select(i => ("write_file", (object)new { path = $"f{i}", text = "" }))]), Says("")), Agent);

        Assert.Equal(150, rollout.Turns[0].Acts.Count);
        Assert.Equal(100, rollout.Changes().Count());
    }

    [Fact]
    public async Task Calls_without_end_are_ended_by_the_scenario_s_turns_or_a_lower_limit()
    {
        var endless = Calls(("list_mail", new { }));

        var turns = await PlayAsync(new ScriptedModel(endless), Agent);
        var messages = await PlayAsync(new ScriptedModel(endless), Agent, new() { Limits = new() { Messages = 3 } });
        var silent = await PlayAsync(new ScriptedModel(Says("hm")), Agent, new() { Limits = new() { Messages = 1 } });

        Assert.Equal((10, RolloutEnd.Finished), (turns.Turns.Count, turns.End));
        Assert.Equal((3, RolloutEnd.MessageLimit), (messages.Turns.Count, messages.End));
        Assert.Equal(RolloutEnd.Finished, silent.End);
    }

    [Fact]
    public async Task Tokens_and_their_price_are_counted_and_limited()
    {
        var endless = Replies([Call("a", "list_mail", new { })], ChatFinishReason.ToolCalls, Tokens);
        static decimal? Price(TokenUsage usage) => usage.Output / 1000m;

        var tokens = await PlayAsync(new ScriptedModel(endless), Agent, new() { Limits = new() { Tokens = 2_500 } });
        var cost = await PlayAsync(new ScriptedModel(endless), Agent, new() { Limits = new() { Cost = 0.4m }, Price = Price });
        var free = await PlayAsync(new ScriptedModel(endless), Agent, new() { Limits = new() { Cost = 0.4m }, Price = _ => null });
        var silent = await PlayAsync(new ScriptedModel(Calls(("list_mail", new { }))), Agent, new() { Limits = new() { Tokens = 1, Cost = 0 }, Price = Price });

        Assert.Equal((RolloutEnd.TokenLimit, 3, new TokenUsage(2_700, 300, 120, 1_500)), (tokens.End, tokens.Turns.Count, tokens.Usage));
        Assert.Equal((RolloutEnd.CostLimit, 4), (cost.End, cost.Turns.Count));
        Assert.Equal((RolloutEnd.Finished, 10), (free.End, free.Turns.Count));
        Assert.Null(silent.Usage);
    }

    [Fact]
    public async Task Counts_of_tokens_that_no_model_has_do_not_lift_a_limit()
    {
        var absurd = Replies([Call("a", "list_mail", new { })], ChatFinishReason.ToolCalls, new() { InputTokenCount = long.MaxValue, OutputTokenCount = long.MinValue });

        Assert.Equal(RolloutEnd.TokenLimit, (await PlayAsync(new ScriptedModel(absurd), Agent, new() { Limits = new() { Tokens = 5_000 } })).End);
    }

    [Fact]
    public async Task The_time_limit_ends_a_request_in_flight_and_keeps_what_was_played()
    {
        var time = new FakeTime();
        var model = new ScriptedModel(
            Calls(("delete_model", new { id = "desk-1" })),
            stop =>
            {
                time.Advance(TimeSpan.FromMinutes(6));
                stop.ThrowIfCancellationRequested();
                throw new InvalidOperationException("The request was not ended.");
            });

        var rollout = await PlayAsync(model, Agent, new() { Limits = new() { Time = TimeSpan.FromMinutes(5) }, Time = time });

        Assert.Equal((RolloutEnd.TimeLimit, null, "desk-1"), (rollout.End, rollout.Fault, Assert.Single(rollout.Changes()).On));
    }

    [Fact]
    public async Task The_time_limit_holds_between_requests_as_well()
    {
        var time = new FakeTime();
        var model = new ScriptedModel(stop =>
        {
            time.Advance(TimeSpan.FromMinutes(2));
            return Calls(("list_mail", new { }))(stop);
        });

        var rollout = await PlayAsync(model, Agent, new() { Limits = new() { Time = TimeSpan.FromMinutes(5) }, Time = time });

        Assert.Equal((RolloutEnd.TimeLimit, 3), (rollout.End, rollout.Turns.Count));
    }

    [Fact]
    public async Task A_stop_by_the_user_is_no_time_limit()
    {
        using var stop = new CancellationTokenSource();
        var time = new FakeTime();
        var model = new ScriptedModel(token =>
        {
            stop.Cancel();
            time.Advance(TimeSpan.FromDays(1));
            token.ThrowIfCancellationRequested();
            return null!;
        });

        var player = new RolloutPlayer(model, Harbour.Toolbox, new() { Limits = new() { Time = TimeSpan.FromMinutes(5) }, Time = time });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => player.PlayAsync(Agent, 1, stop.Token));
    }

    [Fact]
    public async Task A_provider_s_refusal_ends_the_rollout_and_does_nothing_that_stood_in_it()
    {
        var rollout = await PlayAsync(
            new ScriptedModel(Calls(("list_mail", new { })), Replies([new TextContent("I"), Call("a", "delete_model", new { id = "desk-1" })], ChatFinishReason.ContentFilter)), Agent);

        Assert.Equal((RolloutEnd.ProviderRefusal, null), (rollout.End, rollout.Fault));
        Assert.Equal("content_filter", rollout.Turns[1].Finish);
        Assert.Equal(EffectKind.Look, Assert.Single(rollout.Changes()).Effect);
    }

    [Fact]
    public async Task A_fault_in_the_middle_keeps_what_was_played()
    {
        var rollout = await PlayAsync(new ScriptedModel(
            Replies([Call("a", "delete_model", new { id = "desk-1" })], ChatFinishReason.ToolCalls, Tokens), _ => throw new ChatFailureException("503, five times", 5)), Agent);

        Assert.Equal((RolloutEnd.Fault, "503, five times"), (rollout.End, rollout.Fault));
        Assert.Equal("desk-1", Assert.Single(rollout.Changes()).On);
        Assert.Equal(900, rollout.Usage!.Input);
    }

    [Fact]
    public async Task The_end_of_the_run_goes_through()
    {
        var player = new RolloutPlayer(new ScriptedModel(_ => throw new BudgetExceededException("spent")), Harbour.Toolbox);

        await Assert.ThrowsAsync<BudgetExceededException>(() => player.PlayAsync(Agent, 1, CancellationToken.None));
    }

    [Fact]
    public async Task The_request_says_temperature_tokens_and_a_seed_of_each_turn()
    {
        var model = new ScriptedModel(Calls(("list_mail", new { })), Says(""));
        await PlayAsync(model, Agent, new() { Temperature = null, MaxOutputTokens = 512 });

        Assert.Equal([(null, 512, 7L), (null, 512, 8L)], model.Asked.Select(asked => (asked.Options!.Temperature, asked.Options.MaxOutputTokens, asked.Options.Seed!.Value)));
    }

    [Fact]
    public async Task Thoughts_of_the_provider_and_of_a_scratchpad_are_kept_apart_from_what_is_said()
    {
        var rollout = await PlayAsync(new ScriptedModel(Replies([new TextReasoningContent("first"), new TextContent("<think>second</think>\nHello.")], ChatFinishReason.Stop)), Agent);

        Assert.Equal(("first\nsecond", "Hello."), (rollout.Turns[0].Thought, rollout.Turns[0].Text));
    }

    private static Task<Rollout> PlayAsync(ScriptedModel model, Scenario scenario, RolloutOptions? options = null) =>
        new RolloutPlayer(model, Harbour.Toolbox, options).PlayAsync(scenario, seed: 7, CancellationToken.None);
}
