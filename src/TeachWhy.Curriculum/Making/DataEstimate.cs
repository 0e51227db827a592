using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>What a dataset would take, from items that were made to measure by.</summary>
/// <param name="Items">Items, those that gates refuse among them.</param>
/// <param name="Requests">To the author.</param>
/// <param name="InputTokens">Tokens in.</param>
/// <param name="OutputTokens">Tokens out.</param>
/// <param name="CostUsd">US dollars; null where the price is not known.</param>
/// <param name="Time">How long it would take; null where nothing had to be asked for, so that nobody knows.</param>
/// <param name="Measured">Items that were measured.</param>
public sealed record DataEstimate(long Items, long Requests, long InputTokens, long OutputTokens, decimal? CostUsd, TimeSpan? Time, int Measured)
{
    /// <summary>How many items the recipe has before it begins anew; null where it knows no such number.</summary>
    public RecipeRound? Round { get; init; }

    /// <summary>US dollars of it that are paid already; null where it is not known.</summary>
    public decimal? PaidUsd { get; init; }

    /// <summary>About how many items it takes, as many of those measured passed.</summary>
    /// <returns>Null where none did.</returns>
    public static long? ItemsFor(DataReport measured, DataTarget target)
    {
        var progress = measured.Progress;
        return progress.Passed == 0 ? null
            : (long)Math.Ceiling(progress.Items * ((double)(target.Items ?? Math.Max(1, target.Tokens!.Value * progress.Passed / Math.Max(1, progress.Tokens))) / progress.Passed));
    }

    /// <summary>Each stage's pieces at what its measured ones took. What many items share is counted once.</summary>
    /// <param name="measured">What came of the measured items.</param>
    /// <param name="items">Items that are needed.</param>
    /// <param name="plan">The pieces that they take, by stage; see <see cref="PiecePlan"/>.</param>
    /// <param name="took">From their first request to their last answer; they were made at the same time.</param>
    /// <param name="atOnce">Most requests at the same time.</param>
    /// <returns>Null where what the pieces took is not known.</returns>
    public static DataEstimate? Of(DataReport measured, long items, IReadOnlyDictionary<string, long> plan, TimeSpan took, int atOnce)
    {
        var all = measured.TakenInAll;
        if (all.Usage.Requests == 0)
        {
            return null;
        }

        var (requests, input, output) = (0.0, 0.0, 0.0);
        decimal? cost = 0;
        foreach (var (stage, pieces) in plan)
        {
            // A stage that no measured item came to is taken for an average one.
            var known = measured.Taken.GetValueOrDefault(stage) is { Told: > 0 } own ? own : all;
            var times = (double)pieces / known.Told;
            requests += known.Usage.Requests * times;
            input += known.Usage.InputTokens * times;
            output += known.Usage.OutputTokens * times;
            cost += known.Usage.CostUsd * (decimal)times;
        }

        // One chain of stages takes about as long as all measured ones together; so many chains run side by side.
        var rounds = Math.Max(1, (double)items / Math.Max(1, atOnce));
        return new DataEstimate(
            items, (long)Math.Ceiling(requests), (long)input, (long)output, cost is { } dollars ? decimal.Round(dollars, 2) : null,
            measured.Stages.Values.Any(stage => stage.Written > 0) ? took * rounds : null, measured.Progress.Items) { Round = measured.Round, PaidUsd = all.Usage.CostUsd };
    }
}
