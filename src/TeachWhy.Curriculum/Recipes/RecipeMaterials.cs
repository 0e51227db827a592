using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>What a recipe is made from, besides its author. A recipe's entry says what it needs.</summary>
public sealed record RecipeMaterials
{
    /// <summary>How the model is called where it was given no name.</summary>
    public const string NamelessModel = "the assistant";

    /// <summary>How those who made the model are called where they were given no name.</summary>
    public const string NamelessProvider = "its makers";

    /// <summary>What is taught; null for a recipe that takes none.</summary>
    public Constitution? Constitution { get; init; }

    /// <summary>With which of its texts the constitution is quoted; null for the recipe's own choice, which is the whole as a rule.</summary>
    public ConstitutionStyle? Style { get; init; }

    /// <summary>What documents call the model that is to be trained.</summary>
    public string ModelName { get; init; } = NamelessModel;

    /// <summary>What documents call those who made the model.</summary>
    public string ProviderName { get; init; } = NamelessProvider;

    /// <summary>The dataset that it changes or is to match; null for none.</summary>
    public IExampleSource? Source { get; init; }

    /// <summary>The share of the source's examples that is changed, from 0 to 1.</summary>
    public double Share { get; init; } = 0.5;
}
