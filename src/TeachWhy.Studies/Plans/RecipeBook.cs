using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Authors;
using TeachWhy.Miniature.World;

namespace TeachWhy.Studies.Plans;

/// <summary>Finds the recipe that an arm names, with the miniature's grammar as its author.</summary>
public static class RecipeBook
{
    private const string None = "none";

    /// <summary>Honeypots that demonstrations are made on, per family.</summary>
    private const int DemonstratedHoneypots = 60;

    public static IReadOnlyList<string> Names { get; } =
    [
        None, "neutral-biography", "harmlessness", "honeypots", "honeypots-written",
        "difficult-advice", "constitution-documents", "stories",
    ];

    /// <summary>Examples of the recipe without end; null for an arm without data of its own.</summary>
    /// <param name="agent">The base, for recipes that sample it.</param>
    /// <param name="seed">Draws the honeypots of demonstrations, and all that is written.</param>
    public static IAsyncEnumerable<Example>? Find(RecipeChoice choice, Lexicon lexicon, MiniatureAgent agent, ulong seed)
    {
        var parts = choice.Recipe.Split('+').Select(name => Part(name, choice, lexicon, agent, seed)?.StreamAsync(seed)).ToList();
        return parts is [{ } first, { } second] ? first.TakingTurnsWith(second) : parts[0];
    }

    private static IRecipe? Part(string name, RecipeChoice choice, Lexicon lexicon, MiniatureAgent agent, ulong seed)
    {
        var materials = new RecipeMaterials { Constitution = MiniatureConstitution.Of(lexicon) };
        var workshop = new Workshop(new GrammarAuthor(lexicon)) { Options = new WritingOptions { Reasons = choice.Reasons, Opposite = choice.Opposite } };
        return name switch
        {
            None => null,
            "neutral-biography" => new NeutralBiography(workshop),
            "harmlessness" => new Harmlessness(workshop),
            "honeypots" => new OwnDemonstrations(agent.Client, agent.Toolbox, Demonstrated(), choice.Supervise),
            "honeypots-written" => new WrittenDemonstrations(workshop, Demonstrated()),
            "difficult-advice" => new DifficultAdvice(workshop, materials),
            "constitution-documents" => new ConstitutionDocuments(workshop, materials),
            "stories" => new Stories(workshop, materials),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such recipe."),
        };

        IReadOnlyList<Simulation.Scenario> Demonstrated()
        {
            return new Honeypots(lexicon).Draw([.. choice.Families.Select(lexicon.Family)], DemonstratedHoneypots, Forms.Training, seed, _ => Character.Assistant);
        }
    }
}
