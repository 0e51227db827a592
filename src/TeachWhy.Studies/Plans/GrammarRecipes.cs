using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Authors;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;

namespace TeachWhy.Studies.Plans;

/// <summary>The recipes as the grammar of a small world writes them: its own constitution, its own honeypots.</summary>
public static class GrammarRecipes
{
    private const int EachFamily = 200;

    /// <summary>The constitution of the world that a seed draws.</summary>
    public static Constitution ConstitutionOf(Lexicon lexicon) => MiniatureConstitution.Of(lexicon);

    /// <summary>The recipe.</summary>
    /// <param name="seed">Draws the honeypots; the families of the study's evaluation are not among them.</param>
    public static IRecipe Make(RecipeEntry entry, Workshop workshop, RecipeMaterials materials, Lexicon lexicon, ulong seed) => entry.Name switch
    {
        "honeypots" or "honeypots-reasons" => new WrittenDemonstrations(workshop, Demonstrated(lexicon, seed)),
        "honeypots-preferred" => new PreferredDemonstrations(workshop, Demonstrated(lexicon, seed)),

        // The small world has values and no tastes: asked about and answered, without a reason or with one.
        "preferences" or "preferences-reasons" => new ValueAnswers(workshop, materials),
        _ => entry.Make(workshop, materials),
    };

    private static IReadOnlyList<Scenario> Demonstrated(Lexicon lexicon, ulong seed) =>
        new Honeypots(lexicon).Draw(lexicon.OtherFamilies, EachFamily, Forms.Training, seed, _ => Character.Assistant);
}
