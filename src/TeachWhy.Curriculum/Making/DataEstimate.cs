using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>What a dataset would take, from items that were made to measure by.</summary>
/// <param name="Items">Items, those that gates refuse among them.</param>
/// <param name="Requests">To the author.</param>
/// <param name="InputTokens">Tokens in.</param>
/// <param name="OutputTokens">Tokens out.</param>
/// <param name="CostUsd">US dollars; null where the price is not known.</param>
/// <param name="Time">How long it would take.</param>
/// <param name="Measured">Items that were measured.</param>
public sealed record DataEstimate(long Items, long Requests, long InputTokens, long OutputTokens, decimal? CostUsd, TimeSpan Time, int Measured)
{
    /// <summary>How many items the recipe has before it begins anew; null where it knows no such number.</summary>
    public RecipeRound? Round { get; init; }

    /// <summary>Extrapolates. It errs upwards: layers that items share are counted as if every few items needed their own.</summary>
    /// <param name="measured">What came of the measured items.</param>
    /// <param name="took">From their first request to their last answer; they were made at the same time.</param>
    /// <param name="atOnce">Most requests at the same time.</param>
    /// <returns>Null where nothing can be told from it.</returns>
    public static DataEstimate? Of(DataReport measured, DataTarget target, TimeSpan took, int atOnce)
    {
        if (measured is not { Usage: { Requests: > 0 } usage, Progress: { Passed: > 0 } progress })
        {
            return null;
        }

        var passed = target.Items ?? Math.Max(1, target.Tokens!.Value * progress.Passed / Math.Max(1, progress.Tokens));
        var times = (double)passed / progress.Passed;
        var items = (long)Math.Ceiling(progress.Items * times);

        // One chain of stages takes about as long as all measured ones together; so many chains run side by side.
        var rounds = Math.Max(1, (double)items / Math.Max(1, atOnce));
        return new DataEstimate(
            items, (long)Math.Ceiling(usage.Requests * times), (long)(usage.InputTokens * times), (long)(usage.OutputTokens * times),
            usage.CostUsd is { } cost ? decimal.Round(cost * (decimal)times, 2) : null, took * rounds, progress.Items) { Round = measured.Round };
    }
}
