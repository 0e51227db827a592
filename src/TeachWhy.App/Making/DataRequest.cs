using TeachWhy.Chat;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Making;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.App.Making;

/// <summary>What <c>teachwhy data</c> is asked for.</summary>
internal sealed record DataRequest
{
    public required RecipeEntry Recipe { get; init; }

    /// <summary>The chat model that writes; null for the grammar and the library.</summary>
    public ChatModelName? Author { get; init; }

    /// <summary>Whether the texts that ship are taken in place of an author's.</summary>
    public bool FromLibrary { get; init; }

    /// <summary>The model that answers are sampled from; null for the author.</summary>
    public ChatModelName? Sampler { get; init; }

    /// <summary>The model that judges; null for the author.</summary>
    public ChatModelName? Judge { get; init; }

    /// <summary>A constitution that ships, by its name, or a file with one; null for the recipe's own choice.</summary>
    public string? Constitution { get; init; }

    /// <summary>With which of its texts the constitution is quoted; null for the recipe's own choice.</summary>
    public ConstitutionStyle? Style { get; init; }

    /// <summary>What the model is called; null for no name.</summary>
    public string? ModelName { get; init; }

    /// <summary>What those who made the model are called; null for no name.</summary>
    public string? ProviderName { get; init; }

    /// <summary>When there is enough; without items and tokens, when there is as much as in the source.</summary>
    public required DataTarget Target { get; init; }

    public IReadOnlyList<string> Without { get; init; } = [];

    public string? Injection { get; init; }

    /// <summary>The dataset that it is made from or is to match; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>The share of the source that is changed; null for a recipe that changes none.</summary>
    public double? Share { get; init; }

    /// <summary>Whether the opposite of every value is taught: a sign control of the miniature.</summary>
    public bool Opposite { get; init; }

    /// <summary>How agents act in answers that are sampled.</summary>
    public ActForm Acts { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>The dataset's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Items to measure by, where only an estimate is wanted; null otherwise.</summary>
    public int? Estimate { get; init; }

    public decimal? MaxCost { get; init; }

    /// <summary>The author's, where it is not known.</summary>
    public ModelPrice? Price { get; init; }

    public ModelPrice? SamplerPrice { get; init; }

    public ModelPrice? JudgePrice { get; init; }

    public int? Connections { get; init; }

    public int? MaxOutputTokens { get; init; }

    public bool Yes { get; init; }

    public bool Json { get; init; }
}
