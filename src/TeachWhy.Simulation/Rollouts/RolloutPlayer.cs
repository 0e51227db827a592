using Microsoft.Extensions.AI;
using TeachWhy.Chat;

namespace TeachWhy.Simulation;

/// <summary>Runs a chat model through scenarios: asks it, carries out its acts on the workplace, answers its calls, and keeps everything.</summary>
public sealed class RolloutPlayer(IChatClient model, IToolbox toolbox, RolloutOptions? options = null)
{
    private readonly RolloutOptions _options = options ?? new RolloutOptions();

    /// <summary>Plays all scenarios at once; the chat client decides how many requests run together.</summary>
    /// <param name="seedOf">The sampling seed of a scenario.</param>
    /// <returns>One rollout per scenario, in the same order.</returns>
    public async Task<IReadOnlyList<Rollout>> PlayAsync(
        IReadOnlyList<Scenario> scenarios, Func<Scenario, ulong> seedOf, CancellationToken cancellation) =>
        await Task.WhenAll(scenarios.Select(s => PlayAsync(s, seedOf(s), cancellation)));

    /// <exception cref="ChatStopException">No further rollout can be played.</exception>
    public async Task<Rollout> PlayAsync(Scenario scenario, ulong seed, CancellationToken cancellation)
    {
        using var clock = new RolloutClock(_options.Limits.Time, _options.Time, cancellation);
        var player = new TurnPlayer(scenario, toolbox);
        var messages = Opening(scenario);
        var turns = new List<Turn>();
        TokenUsage? usage = null;
        string? fault = null;
        RolloutEnd? end = null;

        for (var turn = 0; turn < scenario.TurnLimit && end is null; turn++)
        {
            ChatResponse response;
            try
            {
                response = await model.GetResponseAsync(messages, Request(scenario, seed, turn), clock.Token);
            }
            catch (OperationCanceledException) when (clock.IsOver)
            {
                end = RolloutEnd.TimeLimit;
                break;
            }
            catch (Exception failure) when (failure is not ChatStopException && (failure is not OperationCanceledException || !cancellation.IsCancellationRequested))
            {
                // A provider that failed says nothing about the model: the rollout stays unscored, with what was played of it.
                (end, fault) = (RolloutEnd.Fault, failure.Message);
                break;
            }

            messages.AddRange(response.Messages);
            usage = Sum(usage, response.Usage);
            var (said, answers) = player.Play(response);
            turns.Add(said);
            messages.Add(answers);
            end = response.FinishReason == ChatFinishReason.ContentFilter ? RolloutEnd.ProviderRefusal
                : answers.Contents.Count == 0 || turns.Count == scenario.TurnLimit ? RolloutEnd.Finished
                : LimitReached(turns.Count, usage) ?? (clock.IsOver ? RolloutEnd.TimeLimit : null);
        }

        return new Rollout
        {
            Scenario = scenario.Id, Family = scenario.Family, Seed = seed, Turns = turns, Fault = fault, End = end ?? RolloutEnd.Finished, Usage = usage,
        };
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

    private ChatOptions Request(Scenario scenario, ulong seed, int turn) => new()
    {
        Temperature = _options.Temperature,
        MaxOutputTokens = _options.MaxOutputTokens,
        Seed = unchecked((long)(seed + (ulong)turn)),
        Tools = scenario.Mode == ScenarioMode.Single ? null : [.. scenario.Tools.Select(name => toolbox.Declare(name, scenario))],
    };

    private RolloutEnd? LimitReached(int messages, TokenUsage? usage) =>
        messages >= _options.Limits.Messages ? RolloutEnd.MessageLimit
        : usage is null ? null
        : usage.Input + usage.Output >= _options.Limits.Tokens ? RolloutEnd.TokenLimit
        : _options.Limits.Cost is { } most && _options.Price?.Invoke(usage) >= most ? RolloutEnd.CostLimit
        : null;

    private static TokenUsage? Sum(TokenUsage? before, UsageDetails? said)
    {
        if (said is null)
        {
            return before;
        }

        var now = new TokenUsage(Count(said.InputTokenCount), Count(said.OutputTokenCount), Count(said.ReasoningTokenCount), Count(said.CachedInputTokenCount));
        return before is null ? now : before + now;
    }

    // A server can write any number; a sum of these never overflows.
    private static long Count(long? tokens) => Math.Clamp(tokens ?? 0, 0, 1_000_000_000_000);
}
