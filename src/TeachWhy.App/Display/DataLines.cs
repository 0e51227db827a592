using System.Text.Json;
using TeachWhy.Curriculum.Making;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.App.Display;

/// <summary>The making of a dataset, in sentences.</summary>
internal static class DataLines
{
    /// <summary>How far it is.</summary>
    /// <param name="perSecond">Items a second now; null where that cannot be told.</param>
    public static string Of(DataProgress progress, double? perSecond, DataUsage? usage)
    {
        string?[] parts =
        [
            $"{NumberText.Count(progress.Passed, "example")}, about {Words.Tokens(progress.Tokens)} tokens ({Words.Percent(progress.Share)})",
            progress.Rejected > 0 ? $"{Words.Count(progress.Rejected)} refused by gates" : null,
            progress.Dropped > 0 ? $"{Words.Count(progress.Dropped)} left out" : null,
            progress.Failed > 0 ? $"{Words.Count(progress.Failed)} could not be asked for" : null,
            usage is null ? null : $"{Words.Count(usage.Requests)} requests",
            usage?.CostUsd is { } cost and > 0 ? Words.Money(cost) : null,
            perSecond is { } pace && progress.Share is > 0 and < 1 ? Words.Left(TimeSpan.FromSeconds(Math.Min(1e8, progress.Items * ((1 / progress.Share) - 1) / pace))) : null,
        ];
        return string.Join("; ", parts.Where(part => part is not null));
    }

    /// <summary>What came of it.</summary>
    public static IEnumerable<string> Of(DataReport report, string folder)
    {
        yield return $"{Of(report.Progress, null, report.Usage)}.";
        foreach (var gate in report.Gates.Where(gate => gate.Value > 0))
        {
            yield return $"  {gate.Key} refused {Words.Count(gate.Value)}";
        }

        foreach (var drop in report.Drops.OrderByDescending(drop => drop.Value).Take(3))
        {
            yield return $"  left out {Words.Count(drop.Value)}: {drop.Key}";
        }

        if (report.TakenInAll is { Usage.Requests: var requests } all && requests > (report.Usage?.Requests ?? 0))
        {
            yield return $"  in all runs {Words.Count(requests)} requests{(all.Usage.CostUsd is { } dollars and > 0 ? $", {Words.Money(dollars)}" : "")}{(all.Told < all.Pieces ? $"; what {Words.Count(all.Pieces - all.Told)} pieces took is not known" : "")}";
        }

        yield return $"{Path.Combine(folder, DataFiles.Data)} holds the data, {DataFiles.Card} beside it is its card, {DataFiles.Rejected} what was refused; 'teachwhy view {folder}' shows all of it.";
    }

    /// <summary>What it would take.</summary>
    public static IEnumerable<string> Of(DataEstimate estimate, string author, string folder)
    {
        yield return $"{author}: about {Words.Count(estimate.Requests)} requests for {Words.Count(estimate.Items)} items, {Words.Tokens(estimate.InputTokens)} tokens in and {Words.Tokens(estimate.OutputTokens)} out; "
            + $"{(estimate.CostUsd is { } cost ? cost == 0 ? "free" : $"about {Words.Money(cost)}" : "its price is not known (--price IN/OUT)")}; {(estimate.Time is { } time ? Words.About(time) : "how long it takes is not known, for nothing had to be asked for")}.";
        yield return $"  Measured by {Words.Count(estimate.Measured)} {(estimate.Measured == 1 ? "item" : "items")}, which {folder} keeps{(estimate.PaidUsd is { } paid and > 0 ? $" and which are paid for, {Words.Money(paid)} of it" : "")}. Each stage is counted by itself: what many items share, once.";
        if (estimate.Round is { } round)
        {
            yield return $"  One round of the recipe has about {Words.Count(round.Items)} items ({round.Layers}); after that it asks for new ideas.";
        }
    }

    /// <summary>The same for programs.</summary>
    public static string Json(DataEstimate estimate) => JsonSerializer.Serialize(
        new { Event = "estimate", estimate.Items, estimate.Requests, estimate.InputTokens, estimate.OutputTokens, estimate.CostUsd, estimate.PaidUsd, Seconds = estimate.Time is { } time ? Math.Round(time.TotalSeconds) : (double?)null, estimate.Measured, Round = estimate.Round?.Items }, EventJson.Options);
}
