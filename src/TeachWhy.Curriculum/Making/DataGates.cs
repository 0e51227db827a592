using TeachWhy.Curriculum.Gates;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>The gates that a recipe's data must pass. That which keeps the evaluation out is among them always.</summary>
public static class DataGates
{
    private const int LeastWords = 5;
    private const int MostWords = 20_000;

    /// <param name="grammar">The grammar of the small world has few words: it repeats itself by nature, and no style is to be judged.</param>
    public static GateChain For(RecipeEntry recipe, bool grammar) => grammar
        ? new GateChain([new FormGate(), new EncodingGate(), LeakGate.OfShipped()], [])
        : new GateChain(
            [
                new FormGate(), new EncodingGate(), LeakGate.OfShipped(), .. recipe.Declines ? Array.Empty<IGate>() : [new RefusalGate()],
                new LengthGate(LeastWords, MostWords), new LanguageGate(), LintGate.Shipped,
            ],
            [new DuplicateGate(), new PatternGate()]);
}
