using TeachWhy.Curriculum.Examples;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>The gates that a recipe's data must pass. That which keeps the evaluation out is among them always.</summary>
public static class DataGates
{
    // Taken apart into words once, however many datasets a process makes.
    private static readonly Lazy<GatedItem[]> Shown = new(() => [.. ExampleLibrary.Shipped.AsData.Select(shown => new GatedItem($"{shown.Id} of the starter library", shown.Example))]);

    /// <param name="grammar">The grammar of the small world has few words: it repeats itself by nature, and no style is to be judged.</param>
    /// <remarks>What somebody else has written is not judged for its style either; system messages and tools that are added come again by design.</remarks>
    public static GateChain For(RecipeEntry recipe, bool grammar) => grammar || recipe.NeedsSource
        ? GateCatalog.Of(["form", "encoding", "leak"])
        : GateCatalog.Of(
            [.. GateCatalog.Names.Where(name => !(recipe.Declines && name == "refusal") && !(recipe.IsShort && name is ("length" or "pattern")))],

            // What authors are shown is not to come back.
            new GateWishes { Known = Shown.Value });
}
