using TeachWhy.Curriculum.Constitutions;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>What a recipe is made from, besides its author. A recipe's entry says what it needs.</summary>
public sealed record RecipeMaterials
{
    /// <summary>What is taught; null for a recipe that takes none.</summary>
    public Constitution? Constitution { get; init; }
}
