using System.Globalization;
using System.Text.Json;
using TeachWhy.Curriculum.Making;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.App.Display;

/// <summary>The making of a dataset, in sentences.</summary>
internal static class DataLines
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>How far it is.</summary>
    /// <param name="perSecond">Items a second now; null where that cannot be told.</param>
    public static string Of(DataProgress progress, double? perSecond, DataUsage? usage)
    {
        string?[] parts =
        [
            $"{NumberText.Count(progress.Passed, "example")}, about {Tokens(progress.Tokens)} tokens ({Words.Percent(progress.Share)})",
            progress.Rejected > 0 ? $"{Number(progress.Rejected)} refused by gates" : null,
            progress.Dropped > 0 ? $"{Number(progress.Dropped)} left out" : null,
            progress.Failed > 0 ? $"{Number(progress.Failed)} could not be asked for" : null,
            usage is null ? null : $"{Number(usage.Requests)} requests",
            usage?.CostUsd is { } cost and > 0 ? EvaluationLines.Money(cost) : null,
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
            yield return $"  {gate.Key} refused {Number(gate.Value)}";
        }

        foreach (var drop in report.Drops.OrderByDescending(drop => drop.Value).Take(3))
        {
            yield return $"  left out {Number(drop.Value)}: {drop.Key}";
        }

        if (report.TakenInAll is { Usage.Requests: var requests } all && requests > (report.Usage?.Requests ?? 0))
        {
            yield return $"  in all runs {Number(requests)} requests{(all.Usage.CostUsd is { } dollars and > 0 ? $", {EvaluationLines.Money(dollars)}" : "")}{(all.Told < all.Pieces ? $"; what {Number(all.Pieces - all.Told)} pieces took is not known" : "")}";
        }

        yield return $"{Path.Combine(folder, DataFiles.Data)} holds the data, {DataFiles.Card} beside it is its card, {DataFiles.Rejected} what was refused; 'teachwhy view {folder}' shows all of it.";
    }

    /// <summary>What it would take.</summary>
    public static IEnumerable<string> Of(DataEstimate estimate, string author, string folder)
    {
        yield return $"{author}: about {Number(estimate.Requests)} requests for {Number(estimate.Items)} items, {Tokens(estimate.InputTokens)} tokens in and {Tokens(estimate.OutputTokens)} out; "
            + $"{(estimate.CostUsd is { } cost ? cost == 0 ? "free" : $"about {EvaluationLines.Money(cost)}" : "its price is not known (--price IN/OUT)")}; {(estimate.Time is { } time ? Words.Left(time).Replace(" left", "", StringComparison.Ordinal) : "how long it takes is not known, for nothing had to be asked for")}.";
        yield return $"  Measured by {Number(estimate.Measured)} {(estimate.Measured == 1 ? "item" : "items")}, which {folder} keeps{(estimate.PaidUsd is { } paid and > 0 ? $" and which are paid for, {EvaluationLines.Money(paid)} of it" : "")}. Each stage is counted by itself: what many items share, once.";
        if (estimate.Round is { } round)
        {
            yield return $"  One round of the recipe has about {Number(round.Items)} items ({round.Layers}); after that it asks for new ideas.";
        }
    }

    /// <summary>The same for programs.</summary>
    public static string Json(DataEstimate estimate) => JsonSerializer.Serialize(
        new { Event = "estimate", estimate.Items, estimate.Requests, estimate.InputTokens, estimate.OutputTokens, estimate.CostUsd, estimate.PaidUsd, Seconds = estimate.Time is { } time ? Math.Round(time.TotalSeconds) : (double?)null, estimate.Measured, Round = estimate.Round?.Items }, Options);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Tokens(long number) => number >= 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.0} million") : Number(number);
}
