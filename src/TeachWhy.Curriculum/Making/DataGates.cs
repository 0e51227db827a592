using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Examples;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>The gates that a recipe's data must pass. That which keeps the evaluation out is among them always.</summary>
public static class DataGates
{
    // What authors are shown is not to come back; what both have of the constitution may. Made once: it is only read from then on.
    private static readonly Lazy<CopyGate> OfLibrary = new(() => new CopyGate(
        [.. ExampleLibrary.Shipped.AsData.Select(shown => new GatedItem($"{shown.Id} of the starter library", shown.Example))], ConstitutionLibrary.Shipped.Render()));

    /// <param name="grammar">The grammar of the small world has few words: it repeats itself by nature, and no style is to be judged.</param>
    /// <remarks>What somebody else has written is not judged for its style either; system messages and tools that are added come again by design.</remarks>
    public static GateChain For(RecipeEntry recipe, bool grammar) => grammar || recipe.NeedsSource
        ? GateCatalog.Of(["form", "encoding", "leak"])
        : GateCatalog.Of(
            [.. GateCatalog.Names.Where(name => !(recipe.Declines && name == "refusal") && !(recipe.IsShort && name is ("length" or "pattern")))],
            new GateWishes { Further = [OfLibrary.Value] });
}
