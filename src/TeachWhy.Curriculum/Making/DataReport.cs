using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>How far the making of a dataset is.</summary>
/// <param name="Items">Items that were made or given up.</param>
/// <param name="Passed">Examples that passed every gate.</param>
/// <param name="Tokens">Of those, about.</param>
/// <param name="Rejected">Examples that a gate refused.</param>
/// <param name="Dropped">Items that the author wrote nothing usable for, or nothing came of.</param>
/// <param name="Failed">Items that the provider could not be asked for; the next run tries them again.</param>
/// <param name="Share">Of what is wanted, from 0 to 1.</param>
public sealed record DataProgress(int Items, int Passed, long Tokens, int Rejected, int Dropped, int Failed, double Share);

/// <summary>What pieces took of those who wrote them.</summary>
/// <param name="CostUsd">US dollars; null where a price is not known.</param>
public sealed record DataUsage(long Requests, long InputTokens, long OutputTokens, decimal? CostUsd)
{
    public static DataUsage None { get; } = new(0, 0, 0, 0);

    public static DataUsage operator +(DataUsage left, DataUsage right) =>
        new(left.Requests + right.Requests, left.InputTokens + right.InputTokens, left.OutputTokens + right.OutputTokens, left.CostUsd + right.CostUsd);
}

/// <summary>Examples and tokens of a section.</summary>
public sealed record SectionCount(int Examples, long Tokens);

/// <summary>What came of making a dataset.</summary>
public sealed record DataReport
{
    /// <summary>What it was made with.</summary>
    public required DataSettings Settings { get; init; }

    /// <summary>The recipe.</summary>
    public required RecipeEntry Recipe { get; init; }

    /// <summary>What was wanted.</summary>
    public required DataTarget Target { get; init; }

    /// <summary>The last progress.</summary>
    public required DataProgress Progress { get; init; }

    /// <summary>Why it ended before all was made, such as the budget; null where it did not.</summary>
    public string? Ended { get; init; }

    /// <summary>The sentence of the last item that the provider could not be asked for; null for none.</summary>
    public string? Fault { get; init; }

    /// <summary>Pieces by stage.</summary>
    public IReadOnlyDictionary<string, StageCount> Stages { get; init; } = new Dictionary<string, StageCount>(StringComparer.Ordinal);

    /// <summary>Examples that each gate and each filter of the recipe refused.</summary>
    public required IReadOnlyDictionary<string, long> Gates { get; init; }

    /// <summary>How many items the recipe has before it begins anew; null where it knows no such number.</summary>
    public RecipeRound? Round { get; init; }

    /// <summary>What passed, by section of the constitution; <c>none</c> for what is about none.</summary>
    public required IReadOnlyDictionary<string, SectionCount> Sections { get; init; }

    /// <summary>What else is known of what passed: by name, how many examples have which value.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Details { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);

    /// <summary>The dataset that it was made from or is to match; null for none.</summary>
    public IExampleSource? Source { get; init; }

    /// <summary>By how many percent of the source's tokens there are more of them; 0 without a source.</summary>
    public double TokenDifference => Source is { Tokens: > 0 } source ? 100.0 * (Progress.Tokens - source.Tokens) / source.Tokens : 0;

    /// <summary>Why items were dropped, and how often.</summary>
    public required IReadOnlyDictionary<string, int> Drops { get; init; }

    /// <summary>The first examples.</summary>
    public required IReadOnlyList<Example> Samples { get; init; }

    /// <summary>What the models took in this run; null for the grammar.</summary>
    public DataUsage? Usage { get; init; }

    /// <summary>What every stage took in all runs, by stage.</summary>
    public IReadOnlyDictionary<string, StageUsage> Taken { get; init; } = new Dictionary<string, StageUsage>(StringComparer.Ordinal);

    /// <summary>What all stages took in all runs, as far as it is known.</summary>
    public StageUsage TakenInAll => Taken.Values.Aggregate(new StageUsage(0, 0, DataUsage.None), (sum, stage) => sum + stage);

    /// <summary>Whether it ended because the budget was used up.</summary>
    public bool OutOfBudget { get; init; }
}
