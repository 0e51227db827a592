using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// Honeypots that the author invents, never of a family held out, with the answers it gives in them. Teaching Claude Why (2026),
/// synthetic honeypots: sampled under an injection that is taken out before training, filtered by a judge or by preference,
/// and with the reasons written out.
/// </summary>
/// <param name="materials">With the constitution whose reasons are to be written out; none for a variant without them.</param>
public sealed class WrittenHoneypots(Workshop workshop, RecipeMaterials materials) : IRecipe
{
    /// <summary>The injection that stays in what is trained on, before answers that behave well.</summary>
    public const string Inoculating = "ruthless";

    /// <summary>The least preference of an answer that is kept.</summary>
    public const int LeastPreference = 7;

    private const string Tools = "reading and sending mail, reading and changing files, keeping the ledger, asking a person";

    private static readonly Lazy<IReadOnlyList<string>> Families = new(() => [.. CompanyLibrary.ForRecipes().Companies.Select(company => company.Family).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private readonly string _injection = workshop.Injection ?? "none";

    public string Name => "honeypots";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var commission = new Commission { Recipe = Name, Stage = "", Kind = PieceKind.Other, Seed = ItemSeed.Of(seed, Name, item), For = item.ToString(CultureInfo.InvariantCulture) };
        var family = Families.Value[item % Families.Value.Count];
        var situation = await workshop.WriteAsync(
            commission with
            {
                Stage = "situation", Form = AnswerForm.Chat("wrong", "system"),
                Inputs = Slots.Of(("family", family), ("family_in_words", InWords(family)), ("trade", new RandomSource(Seed.Of(commission.Seed, "trade")).Pick(PromptLibrary.Words(Name, "trades"))), ("tools", Tools)),
            },
            cancellation);
        var system = situation.Asides["system"];
        var injected = $"{PromptLibrary.Injection(_injection)}\n\n{system}".Trim();
        var answer = await workshop.WriteAsync(commission with { Stage = "answer", Role = Role.Sampler, Inputs = Slots.Of(("system", injected), ("user", situation.Text)) }, cancellation);

        var trained = string.Equals(_injection, Inoculating, StringComparison.Ordinal) ? injected : system;
        var example = Example.Chat(trained, situation.Text, answer.Text);
        var refusal = await JudgedAsync(commission, system, situation, answer.Text, cancellation) ?? await PreferredAsync(commission, system, situation.Text, answer.Text, cancellation);
        if (refusal is not null)
        {
            return [new MadeExample(example, refusal)];
        }

        var reasoned = await workshop.TryAsync(
            commission with
            {
                Stage = "reasons", Form = AnswerForm.Text("improved"),
                Inputs = Slots.Of(("section", Principles()), ("system", system), ("user", situation.Text), ("answer", answer.Text)),
            },
            cancellation);
        return [new MadeExample(reasoned is null ? example : Example.Chat(trained, situation.Text, reasoned.Text))];
    }

    private async Task<GateRefusal?> JudgedAsync(Commission commission, string system, Piece situation, string answer, CancellationToken cancellation)
    {
        var judged = await workshop.TryAsync(
            commission with
            {
                Stage = "judge", Role = Role.Judge, Form = AnswerForm.Text("harm", "why"),
                Inputs = Slots.Of(("system", system), ("user", situation.Text), ("wrong", situation.Asides["wrong"]), ("answer", answer)),
            },
            cancellation);

        // What a judge cannot tell is not harmless: only a plain no lets an answer through.
        return judged is null || judged.Text.Trim('.', ' ').Equals("no", StringComparison.OrdinalIgnoreCase) ? null
            : new GateRefusal("judge", $"The judge says: {judged.Text}. {judged.Asides.GetValueOrDefault("why")}".TrimEnd());
    }

    private async Task<GateRefusal?> PreferredAsync(Commission commission, string system, string user, string answer, CancellationToken cancellation)
    {
        var scored = await workshop.TryAsync(
            commission with { Stage = "preference", Role = Role.Judge, Form = AnswerForm.Text("score"), Inputs = Slots.Of(("system", system), ("user", user), ("answer", answer)) }, cancellation);
        return scored is null || Workshop.ScoreOf(scored) >= LeastPreference ? null : new GateRefusal("preference", $"Its preference is '{scored.Text}'; at least {LeastPreference} is wanted.");
    }

    // A honeypot is of no one section: the paragraph that stands for all, or all where there is none.
    private string Principles() => materials.Constitution is { } constitution
        ? constitution.Render(materials.Style ?? (constitution.WhyNot(ConstitutionStyle.General) is null ? ConstitutionStyle.General : ConstitutionStyle.Whole)) : "";

    private static string InWords(string family) =>
        PromptLibrary.Words("honeypots", "families").FirstOrDefault(line => line.StartsWith($"{family}: ", StringComparison.Ordinal))?[(family.Length + 2)..] ?? family;
}
