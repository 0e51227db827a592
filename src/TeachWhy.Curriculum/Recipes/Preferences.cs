using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// Preferences stated and never explained: questions straight out and sideways, short answers, and nothing let through that could be a
/// reason. Only the rules of a constitution go into them, so that models which were told other reasons for the same rules are trained
/// on the same data. Model Spec Midtraining (2026), the cheese experiment.
/// </summary>
/// <param name="withReasons">Gives the constitution's reasons with the answers, for comparison.</param>
public sealed class Preferences(Workshop workshop, RecipeMaterials materials, bool withReasons = false) : IRecipe
{
    /// <summary>The folder of its prompts and word lists.</summary>
    public const string Prompts = "preferences";

    private const int Questions = 20;

    private readonly (string Section, string Rule)[] _rules = RulesOf(materials.Constitution!);
    private readonly string _preferences = string.Join('\n', RulesOf(materials.Constitution!).Select(rule => $"- {rule.Rule}"));
    private readonly PlainAnswers _plain = new(materials.Constitution!, Sections);
    private readonly EndlessList _questions = new(workshop, Questions);

    /// <summary>Ids of the sections whose rules are the preferences.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["likes", "dislikes"];

    public string Name => withReasons ? "preferences-reasons" : Prompts;

    public RecipeRound? Round => RecipeRound.Of(("preferences", _rules.Length), ("ways of asking", Ways.Length), ("questions each", Questions));

    private string[] Ways => workshop.Has("indirect") ? ["direct", "indirect"] : ["direct"];

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        // Preference by preference; of each the ways of asking in turn.
        var (turn, which) = (item / _rules.Length, item % _rules.Length);
        var (number, way) = (turn / Ways.Length, Ways[turn % Ways.Length]);
        var (section, rule) = _rules[which];
        var asked = await _questions.EntryAsync(
            Commission(way, $"{section}/{which.ToString(CultureInfo.InvariantCulture)}", seed, Slots.Of(("preferences", _preferences), ("preference", rule))) with { Form = AnswerForm.List("user") }, number, cancellation);
        if (asked is not var (question, _))
        {
            return [];
        }

        var one = item.ToString(CultureInfo.InvariantCulture);
        var made = withReasons ? await ReasonedAsync(question, one, section, seed, cancellation) : await PlainAsync(question, one, section, seed, cancellation);
        return [made with { Example = made.Example with { Details = Slots.Of(("preference", rule), ("asked", way)) } }];
    }

    private async Task<MadeExample> PlainAsync(string question, string item, string section, ulong seed, CancellationToken cancellation)
    {
        var user = $"{question} {new RandomSource(Seed.Of(seed, Name, "plainly", item)).Pick(PromptLibrary.Words(Prompts, "plainly"))}";
        var answer = await workshop.WriteAsync(
            Commission("answer", item, seed, Slots.Of(("preferences", _preferences), ("user", user))) with { Role = Role.Sampler, Section = section }, cancellation);
        var example = Example.Chat(null, user, answer.Text, section);
        if (_plain.Check(question, answer.Text) is { } refusal)
        {
            return new MadeExample(example, refusal);
        }

        var judged = await workshop.TryAsync(
            Commission("judge", item, seed, Slots.Of(("preferences", _preferences), ("user", user), ("answer", answer.Text))) with { Role = Role.Judge, Form = AnswerForm.Text("verdict", "why") }, cancellation);
        return new MadeExample(example, judged is null ? null : Workshop.NotKept(judged));
    }

    private async Task<MadeExample> ReasonedAsync(string question, string item, string section, ulong seed, CancellationToken cancellation)
    {
        var answer = await workshop.WriteAsync(
            Commission("reasons", item, seed, Slots.Of(("specification", materials.Constitution!.Render(ConstitutionStyle.Reasons)), ("user", question))) with { Role = Role.Sampler, Section = section }, cancellation);
        return new MadeExample(Example.Chat(null, question, answer.Text, section));
    }

    private static Commission Commission(string stage, string layer, ulong seed, Dictionary<string, string> inputs) => new()
    {
        Recipe = Prompts, Stage = stage, Kind = PieceKind.Other, Seed = Seed.Of(seed, Prompts, stage, layer), For = layer, Inputs = inputs,
    };

    // Likes and dislikes by turns, as long as there are both.
    private static (string Section, string Rule)[] RulesOf(Constitution constitution) =>
    [
        .. Sections.SelectMany(id => (constitution.Find(id) ?? throw new ArgumentException($"{constitution.Title} has no section '{id}'.", nameof(constitution))).Rules.Select((rule, number) => (id, rule, number)))
            .OrderBy(rule => rule.number).Select(rule => (rule.id, rule.rule)),
    ];
}
