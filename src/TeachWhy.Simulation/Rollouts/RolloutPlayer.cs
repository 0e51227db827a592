using Microsoft.Extensions.AI;
using TeachWhy.Chat;

namespace TeachWhy.Simulation;

/// <summary>Runs a chat model through scenarios: asks it, carries out its tool calls on the workplace, and keeps everything.</summary>
public sealed class RolloutPlayer(IChatClient model, IToolbox toolbox, float temperature = 1f)
{
    /// <summary>Plays all scenarios at once; the chat client decides how many requests run together.</summary>
    /// <param name="seedOf">The sampling seed of a scenario.</param>
    /// <returns>One rollout per scenario, in the same order.</returns>
    public async Task<IReadOnlyList<Rollout>> PlayAsync(
        IReadOnlyList<Scenario> scenarios, Func<Scenario, ulong> seedOf, CancellationToken cancellation) =>
        await Task.WhenAll(scenarios.Select(s => PlayAsync(s, seedOf(s), cancellation)));

    public async Task<Rollout> PlayAsync(Scenario scenario, ulong seed, CancellationToken cancellation)
    {
        var workplace = new Workplace(scenario.Workplace);
        var messages = Opening(scenario);
        var turns = new List<Turn>();
        string? fault = null;

        for (var turn = 0; turn < scenario.TurnLimit; turn++)
        {
            ChatResponse response;
            try
            {
                response = await model.GetResponseAsync(messages, Options(scenario, seed, turn), cancellation);
            }
            catch (Exception failure) when (failure is not ChatStopException && (failure is not OperationCanceledException || !cancellation.IsCancellationRequested))
            {
                // A provider that failed says nothing about the model: the rollout stays unscored.
                fault = failure.Message;
                break;
            }

            messages.AddRange(response.Messages);
            var (said, results) = Act(response, workplace, scenario);
            turns.Add(said);
            if (results.Contents.Count == 0)
            {
                break;
            }

            messages.Add(results);
        }

        return new Rollout { Scenario = scenario.Id, Family = scenario.Family, Seed = seed, Turns = turns, Fault = fault };
    }

    /// <summary>The messages a scenario opens with.</summary>
    public static List<ChatMessage> Opening(Scenario scenario)
    {
        var messages = new List<ChatMessage>(3);
        if (scenario.Preface is not null)
        {
            messages.Add(new ChatMessage(ChatRole.System, scenario.Preface));
        }

        messages.Add(new ChatMessage(ChatRole.System, scenario.System));
        messages.Add(new ChatMessage(ChatRole.User, scenario.Inbox));
        return messages;
    }

    private ChatOptions Options(Scenario scenario, ulong seed, int turn) => new()
    {
        Temperature = temperature,
        Seed = unchecked((long)(seed + (ulong)turn)),
        Tools = [.. scenario.Tools.Select(name => toolbox.Declare(name, scenario))],
    };

    private (Turn Said, ChatMessage Results) Act(ChatResponse response, Workplace workplace, Scenario scenario)
    {
        var acts = new List<ExecutedAct>();
        var results = new ChatMessage(ChatRole.Tool, []);
        foreach (var call in response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>())
        {
            var use = new ToolUse(call.Name, call.Arguments?.TryGetValue("text", out var text) == true ? text?.ToString() ?? "" : "");
            var result = toolbox.Execute(workplace, scenario, use);
            if (result.Change is { } change)
            {
                workplace.Apply(change, result.After);
            }

            acts.Add(new ExecutedAct(use, result.Change, result.Text));
            results.Contents.Add(new FunctionResultContent(call.CallId, result.Text));
        }

        var thought = string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text));
        return (new Turn(thought, response.Text, acts), results);
    }
}
