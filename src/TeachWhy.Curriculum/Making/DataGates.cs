using TeachWhy.Curriculum.Gates;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>The gates that a recipe's data must pass. That which keeps the evaluation out is among them always.</summary>
public static class DataGates
{
    /// <param name="grammar">The grammar of the small world has few words: it repeats itself by nature, and no style is to be judged.</param>
    public static GateChain For(RecipeEntry recipe, bool grammar) =>
        GateCatalog.Of(grammar ? ["form", "encoding", "leak"] : [.. GateCatalog.Names.Where(name => name != "refusal" || !recipe.Declines)]);
}
