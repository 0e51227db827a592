using System.Text.Json;
using TeachWhy.Chat;
using TeachWhy.Simulation;

namespace TeachWhy.App.Display;

/// <summary>What an evaluation would take, in sentences.</summary>
internal static class EstimateLines
{
    /// <param name="model">Whose price is known, or not.</param>
    /// <param name="judge">Null without a judge.</param>
    public static IEnumerable<string> Of(EvaluationEstimate estimate, ChatModel model, ChatModel? judge)
    {
        var times = estimate.Rollouts / estimate.Scenarios;
        yield return $"{Words.Count(estimate.Rollouts)} rollouts: {Words.Count(estimate.Scenarios)} scenarios, each {(times == 1 ? "once" : $"{Words.Count(times)} times")}.";
        yield return Of("Model", model, estimate.Model);
        if (judge is not null && estimate.Judge is { } judging)
        {
            yield return Of("Judge", judge, judging);
        }

        var cost = CostOf(estimate, model, judge);
        yield return $"In all {(cost is { } dollars ? $"about {Words.Money(dollars)} and " : "")}{Words.About(estimate.Time)}.";
        foreach (var assumption in estimate.Assumptions)
        {
            yield return $"  {assumption}";
        }
    }

    /// <summary>The same for programs.</summary>
    public static string Json(EvaluationEstimate estimate, ChatModel model, ChatModel? judge) => JsonSerializer.Serialize(
        new
        {
            Event = "estimate", estimate.Scenarios, estimate.Rollouts, estimate.Model, ModelCostUsd = CostOf(estimate.Model, model), estimate.Judge,
            CostUsd = CostOf(estimate, model, judge), Seconds = Math.Round(estimate.Time.TotalSeconds), estimate.Assumptions,
        },
        EventJson.Options);

    /// <summary>US dollars; null where a price is not known.</summary>
    public static decimal? CostOf(EvaluationEstimate estimate, ChatModel model, ChatModel? judge) =>
        CostOf(estimate.Model, model) + (judge is not null && estimate.Judge is { } judging ? CostOf(judging, judge) : 0);

    private static decimal? CostOf(EstimatedLoad load, ChatModel model) => model.Price?.CostOf(load.Input, load.Output);

    private static string Of(string who, ChatModel model, EstimatedLoad load)
    {
        var cost = CostOf(load, model) switch
        {
            null => "its price is not known (--price IN/OUT)",
            0 => "free",
            { } dollars => $"about {Words.Money(dollars)}",
        };
        return $"{who} {model.Name.Text}: about {Words.Count(load.Requests)} requests, {Words.Tokens(load.Input)} tokens in and {Words.Tokens(load.Output)} out; {cost}.";
    }
}
