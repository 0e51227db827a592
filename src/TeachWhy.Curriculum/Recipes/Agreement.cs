using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// The last stage of every recipe that teaches a constitution: a judge says from 1 to 10 how far an example agrees with it. The judge
/// sees the section that the example is about, and all of them where it is about none.
/// </summary>
public sealed class Agreement(IRecipe recipe, Workshop workshop, RecipeMaterials materials) : IRecipe
{
    /// <summary>The stage, and the gate that refusals name.</summary>
    public const string Stage = "agreement";

    /// <summary>The folder of its prompt, which all recipes share.</summary>
    public const string Prompts = "common";

    /// <summary>The least score of an example that is kept.</summary>
    public const int Least = 7;

    private readonly SectionTexts _sections = SectionTexts.Of(materials);

    public string Name => recipe.Name;

    public RecipeRound? Round => recipe.Round;

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var made = await recipe.MakeAsync(item, seed, cancellation);
        if (!workshop.Does(Stage))
        {
            return made;
        }

        var judged = new List<MadeExample>(made.Count);
        for (var number = 0; number < made.Count; number++)
        {
            var (example, refusal) = made[number];
            judged.Add(new MadeExample(example, refusal ?? await RefusalAsync(example, item, number, seed, cancellation)));
        }

        return judged;
    }

    private async Task<GateRefusal?> RefusalAsync(Example example, int item, int number, ulong seed, CancellationToken cancellation)
    {
        var (which, one) = (item.ToString(CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture));
        var piece = await workshop.WriteAsync(
            new Commission
            {
                Recipe = Prompts, Stage = Stage, Kind = PieceKind.Other, Role = Role.Judge, Seed = Seed.Of(seed, recipe.Name, Stage, which, one), For = which,
                Section = example.Section, Form = AnswerForm.Text("score", "why"),
                Inputs = Slots.Of(("constitution", _sections.TextOf(example.Section)), ("text", ExampleText.Of(example))),
            },
            cancellation);
        return Workshop.ScoreOf(piece) switch
        {
            null => new GateRefusal(Stage, $"The judge gave no number from 1 to 10, but '{piece.Text}'."),
            < Least and var score => new GateRefusal(Stage, $"Its agreement with the constitution scores {score}; at least {Least} is wanted. {piece.Asides.GetValueOrDefault("why")}".TrimEnd()),
            _ => null,
        };
    }
}
