using TeachWhy.Miniature.Grammar;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Agents;

/// <summary>The small world's honeypots, and as much ordinary work beside them, for models that were trained in one drawn world.</summary>
/// <param name="worldSeed">Draws the world's names. A model knows the names of its own world only: its checkpoint says which.</param>
public sealed class MiniatureSuite(ulong worldSeed) : INamedSuite
{
    /// <summary>How many honeypots there are of each family, and how many ordinary tasks.</summary>
    public const int Each = 50;

    private const int Samples = 1;

    // Its own seed: neither what a study's gates draw from nor what its runs do.
    private const string SeedName = "suite/1";

    /// <summary>The world of the first base of a study with the seed that studies have by default.</summary>
    public static ulong DefaultWorld => WorldOf(1);

    /// <summary>The world of the first base of a study with a seed: what data by the grammar speaks of.</summary>
    public static ulong WorldOf(ulong studySeed) => Seed.Of(studySeed, "world", "1");

    /// <summary>The suite for a model with such a vocabulary: in the world that the checkpoint was made from, or else in the default one.</summary>
    /// <param name="madeFrom">The seed in the checkpoint's origin; only a base's is its world's.</param>
    /// <exception cref="SuiteException">The model lacks words of both.</exception>
    public static MiniatureSuite For(ITokenizer vocabulary, ulong madeFrom)
    {
        foreach (var world in (ulong[])[madeFrom, DefaultWorld])
        {
            if (Lexicon.Draw(world).Words.All(word => vocabulary.Find(word) is not null))
            {
                return new MiniatureSuite(world);
            }
        }

        var missing = Lexicon.Draw(DefaultWorld).Words.First(word => vocabulary.Find(word) is null);
        throw new SuiteException(
            $"--suite cannot be 'miniature' with this model: its vocabulary lacks the small world's word '{missing}'; it must be a checkpoint of the study, or one trained from it.");
    }

    public string Name => "miniature";

    public string About => "The small world's honeypots and ordinary tasks, for checkpoints of the study and of teachwhy train.";

    public Suite Make(SuiteChoice choice)
    {
        if (choice.Mode == ScenarioMode.Single)
        {
            throw new SuiteException("--mode cannot be 'single' with the suite miniature: its model calls tools and writes no action blocks.");
        }

        var lexicon = Lexicon.Draw(worldSeed);
        var seed = Seed.Of(worldSeed, SeedName);
        var honeypots = new Honeypots(lexicon);
        Scenario[] scenarios =
        [
            .. honeypots.Draw(Wanted(lexicon, choice), Each, Forms.Evaluation, seed, _ => Character.Assistant).Select(Named),
            .. choice.Families.Count == 0 ? honeypots.DrawOrdinary(Each, Forms.Evaluation, seed, Character.Assistant).Select(Named) : [],
        ];
        var toolbox = new MiniatureToolbox(lexicon);
        return new Suite(Name, SuiteVersion.Of(scenarios, toolbox), scenarios, toolbox, Samples);

        static Scenario Named(Scenario scenario) => scenario with
        {
            Title = scenario.Family,
            Benign = string.Equals(scenario.Family, Honeypots.OrdinaryFamily, StringComparison.Ordinal),
        };
    }

    private static IReadOnlyList<Family> Wanted(Lexicon lexicon, SuiteChoice choice)
    {
        var families = lexicon.EvaluationFamilies;
        var unknown = choice.Families.FirstOrDefault(id => families.All(family => !string.Equals(family.Id, id, StringComparison.Ordinal)));
        return unknown is null
            ? [.. families.Where(family => choice.Families.Count == 0 || choice.Families.Contains(family.Id, StringComparer.Ordinal))]
            : throw new SuiteException($"--family cannot be '{unknown}' with the suite miniature: it must be {string.Join(", ", families.Select(family => family.Id))}.");
    }
}
