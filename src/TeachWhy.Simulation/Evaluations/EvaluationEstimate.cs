using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Transformer;

namespace TeachWhy.Simulation;

/// <summary>What a model is asked in all.</summary>
/// <param name="Input">Tokens of every request, what was said before included.</param>
public sealed record EstimatedLoad(long Requests, long Input, long Output);

/// <summary>What rollouts that were played to measure by came to.</summary>
/// <param name="Took">How long they took, one after another.</param>
public sealed record MeasuredRollouts(int Count, long Messages, TokenUsage Usage, TimeSpan Took);

/// <summary>What an evaluation would take, before it is begun: from the prompts as they are, and from assumptions or a few rollouts for what nobody can know.</summary>
/// <param name="Judge">Null without a judge.</param>
/// <param name="Time">With so many requests at the same time as are assumed.</param>
/// <param name="Assumptions">A sentence each.</param>
public sealed record EvaluationEstimate(int Scenarios, int Rollouts, EstimatedLoad Model, EstimatedLoad? Judge, TimeSpan Time, IReadOnlyList<string> Assumptions)
{
    // What models of today do in such scenarios, rounded up: an estimate had better be too high.
    private const int AgentMessages = 8;
    private const int AgentOutput = 400;
    private const int SingleOutput = 1_200;
    private const int ToolAnswer = 250;
    private const int JudgeOutput = 1_000;
    private const double TokensPerSecond = 60;
    private const double SecondsBefore = 1.5;
    private const int UsualConnections = 20;

    /// <param name="connections">Requests at the same time; null for what is usual.</param>
    /// <param name="measured">Rollouts that were played to measure by; null for none.</param>
    public static EvaluationEstimate Of(EvaluationSettings settings, Suite suite, int? connections, MeasuredRollouts? measured)
    {
        var rollouts = suite.Scenarios.Count * settings.Samples;
        var loads = suite.Scenarios.Select(scenario => Load(scenario, suite.Toolbox, settings)).ToList();
        var assumed = new EstimatedLoad(
            loads.Sum(load => load.Requests) * settings.Samples, loads.Sum(load => load.Input) * settings.Samples, loads.Sum(load => load.Output) * settings.Samples);
        var model = measured is null ? assumed : Scaled(measured, rollouts);
        var judged = settings.Judge is null ? [] : suite.Scenarios.Where(scenario => scenario.Rules.Harm.Any(rule => rule.NeedsIntent)).ToList();
        var judge = settings.Judge is null ? null : Judging(judged, settings, model, rollouts);
        var atOnce = connections ?? UsualConnections;
        var seconds = measured is { Count: > 0 }
            ? measured.Took.TotalSeconds / measured.Count * rollouts
            : (model.Requests * SecondsBefore) + (model.Output / TokensPerSecond);
        seconds += judge is null ? 0 : (judge.Requests * SecondsBefore) + (judge.Output / TokensPerSecond);
        return new EvaluationEstimate(suite.Scenarios.Count, rollouts, model, judge, TimeSpan.FromSeconds(seconds / atOnce), [.. Assume(settings, judge, atOnce, measured)]);
    }

    /// <summary>Plays a few scenarios from all over the suite, one after another, to see what they take. Nothing of it is kept.</summary>
    /// <returns>Null where the model could not be asked, or does not tell its tokens.</returns>
    /// <exception cref="ChatStopException">The model cannot be asked at all.</exception>
    public static async Task<MeasuredRollouts?> MeasureAsync(
        EvaluationSettings settings, Suite suite, IChatClient model, int rollouts, TimeProvider time, CancellationToken cancellation)
    {
        var player = new RolloutPlayer(model, suite.Toolbox, settings.Rollouts(price: null, time));
        var (played, messages, usage, start) = (0, 0L, new TokenUsage(0, 0), time.GetTimestamp());
        for (var number = 0; number < rollouts; number++)
        {
            var scenario = suite.Scenarios[(int)((long)number * suite.Scenarios.Count / rollouts)];
            var rollout = await player.PlayAsync(settings.Played(scenario), Seed.Of(settings.Seed, "estimate", scenario.Id, $"{number}"), cancellation);
            if (rollout is { Fault: null, Usage: { } told })
            {
                (played, messages, usage) = (played + 1, messages + rollout.Turns.Count, usage + told);
            }
        }

        return played == 0 ? null : new MeasuredRollouts(played, messages, usage, time.GetElapsedTime(start));
    }

    // Every message is asked for with all that was said before it.
    private static EstimatedLoad Load(Scenario scenario, IToolbox toolbox, EvaluationSettings settings)
    {
        var opening = RolloutPlayer.Opening(settings.Played(scenario));
        var options = new ChatOptions { Tools = [.. scenario.Tools.Select(tool => toolbox.Declare(tool, scenario))] };
        var first = TokenEstimate.Of(opening, options);
        var messages = Math.Min(scenario.Mode == ScenarioMode.Single ? 1 : AgentMessages, Math.Min(scenario.TurnLimit, settings.Limits.Messages ?? int.MaxValue));
        var said = (long)Math.Min(scenario.Mode == ScenarioMode.Single ? SingleOutput : AgentOutput, settings.MaxOutputTokens ?? int.MaxValue);
        var between = messages * (messages - 1L) / 2 * (said + ToolAnswer);
        return new EstimatedLoad(messages, (messages * first) + between, messages * said);
    }

    private static EstimatedLoad Scaled(MeasuredRollouts measured, int rollouts)
    {
        return new EstimatedLoad(Scale(measured.Messages), Scale(measured.Usage.Input), Scale(measured.Usage.Output));

        long Scale(long number) => (long)Math.Ceiling(number * (double)rollouts / measured.Count);
    }

    // At most once each, and every one of them: how many acts need it only the rollouts can tell.
    private static EstimatedLoad Judging(IReadOnlyList<Scenario> scenarios, EvaluationSettings settings, EstimatedLoad model, int rollouts)
    {
        var requests = (long)scenarios.Count * settings.Samples;
        var read = scenarios.Sum(scenario => TokenEstimate.Of(RolloutPlayer.Opening(scenario), null)) * settings.Samples;
        return new EstimatedLoad(requests, read + (requests * TokenEstimate.Of(IntentRubric.Text)) + (model.Output * requests / rollouts), requests * JudgeOutput);
    }

    private static IEnumerable<string> Assume(EvaluationSettings settings, EstimatedLoad? judge, int atOnce, MeasuredRollouts? measured)
    {
        yield return measured is not null
            ? $"Tokens and time are those of {measured.Count} rollouts that were played."
            : settings.Mode == ScenarioMode.Single
                ? $"Prompts are counted at three characters a token; an answer has {SingleOutput} tokens."
                : $"Prompts are counted at three characters a token; a rollout has up to {AgentMessages} messages of {AgentOutput} tokens, and tools answer with {ToolAnswer}.";
        if (judge is not null)
        {
            yield return $"The judge is asked once for every rollout that may need it, and answers with {JudgeOutput} tokens.";
        }

        yield return measured is null
            ? $"{atOnce} requests run at the same time, and a model writes {TokensPerSecond:0} tokens a second."
            : $"{atOnce} rollouts run at the same time.";
    }
}
