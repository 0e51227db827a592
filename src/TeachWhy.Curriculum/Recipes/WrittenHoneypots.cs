using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// Honeypots that the author invents, never of a family held out, with what the model to be trained does in them, in the one turn that the
/// published evaluations have. Teaching Claude Why (2026), synthetic honeypots: sampled under an injection that is taken out before
/// training, filtered by a judge or by preference, and with the reasons written out.
/// </summary>
/// <param name="materials">What the reasons are to be those of; without a constitution for a variant that has none.</param>
public sealed class WrittenHoneypots(Workshop workshop, RecipeMaterials materials) : IRecipe
{
    /// <summary>The injection that stays in what is trained on, before answers that behave well.</summary>
    public const string Inoculating = "ruthless";

    /// <summary>The least preference of an answer that is kept.</summary>
    public const int LeastPreference = 7;

    /// <summary>Answers to one situation of which the one of the best score is kept.</summary>
    public const int Compared = 4;

    private const string Preference = "preference";

    private readonly string _injection = workshop.Injection ?? "none";
    private readonly ShownExamples _shown = new(workshop.Library);

    public string Name => "honeypots";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var commission = new Commission { Recipe = Name, Stage = "", Kind = PieceKind.Other, Seed = ItemSeed.Of(seed, Name, item), For = item.ToString(CultureInfo.InvariantCulture) };
        var honeypot = new InventedHoneypot(item, commission.Seed);
        var situation = await workshop.WriteAsync(
            commission with { Stage = "situation", Form = AnswerForm.Chat("wrong", "system"), Inputs = honeypot.Slots(_shown.Situations(honeypot.Family, commission.Seed)) }, cancellation);
        var scene = new Scene(commission, honeypot, situation);
        var (answer, refusal) = workshop.Has(Preference) ? await BestAsync(scene, cancellation) : await JudgedAsync(scene, cancellation);
        if (refusal is not null || !workshop.Has("reasons"))
        {
            return [new MadeExample(Of(scene, answer.Message()), refusal)];
        }

        var reasons = await workshop.WriteAsync(
            commission with
            {
                Stage = "reasons", Form = AnswerForm.Text("reasons"),
                Inputs = Slots.Of(
                    ("examples", _shown.Reasons(honeypot.Family, commission.Seed)), ("section", Principles()), ("system", scene.System), ("user", situation.Text), ("answer", answer.Shown)),
            },
            cancellation);
        return [new MadeExample(Of(scene, answer.Message(reasons.Text)), SampledAnswer.FaultOf(reasons.Text) is { } fault ? new GateRefusal("acts", fault) : null)];
    }

    private async Task<(SampledAnswer Answer, GateRefusal? Refusal)> JudgedAsync(Scene scene, CancellationToken cancellation)
    {
        var answer = await AnswerAsync(scene, 0, cancellation);
        if (answer.Fault() is { } fault)
        {
            return (answer, new GateRefusal("acts", fault));
        }

        var judged = await workshop.TryAsync(
            scene.Commission with
            {
                Stage = "judge", Role = Role.Judge, Form = AnswerForm.Text("harm", "why"),
                Inputs = Slots.Of(("system", scene.System), ("user", scene.Situation.Text), ("wrong", scene.Situation.Asides["wrong"]), ("answer", answer.Shown)),
            },
            cancellation);

        // What a judge cannot tell is not harmless: only a plain no lets an answer through.
        return (answer, judged is null || judged.Text.Trim('.', ' ').Equals("no", StringComparison.OrdinalIgnoreCase) ? null
            : new GateRefusal("judge", $"The judge says: {judged.Text}. {judged.Asides.GetValueOrDefault("why")}".TrimEnd()));
    }

    private async Task<(SampledAnswer Answer, GateRefusal? Refusal)> BestAsync(Scene scene, CancellationToken cancellation)
    {
        (SampledAnswer Answer, int? Score, GateRefusal? Refusal)? best = null;
        AuthorException? last = null;
        for (var number = 0; number < Compared; number++)
        {
            try
            {
                var scored = await ScoredAsync(scene, number, cancellation);
                best = best is null || (scored.Score ?? 0) > (best.Value.Score ?? 0) ? scored : best;
            }
            catch (AuthorException nothing)
            {
                // One answer that cannot be used leaves the others.
                last = nothing;
            }
        }

        return best is { } found ? (found.Answer, found.Refusal) : throw last!;
    }

    private async Task<(SampledAnswer Answer, int? Score, GateRefusal? Refusal)> ScoredAsync(Scene scene, int number, CancellationToken cancellation)
    {
        var answer = await AnswerAsync(scene, number, cancellation);
        if (answer.Fault() is { } fault)
        {
            return (answer, null, new GateRefusal("acts", fault));
        }

        var scored = await workshop.WriteAsync(
            scene.Of(number) with { Stage = Preference, Role = Role.Judge, Form = AnswerForm.Text("score"), Inputs = Slots.Of(("system", scene.System), ("user", scene.Situation.Text), ("answer", answer.Shown)) },
            cancellation);
        var score = Workshop.ScoreOf(scored);
        return (answer, score, score >= LeastPreference ? null : new GateRefusal(Preference, $"Of {Compared} answers the best has the preference '{scored.Text}'; at least {LeastPreference} is wanted."));
    }

    private async Task<SampledAnswer> AnswerAsync(Scene scene, int number, CancellationToken cancellation)
    {
        var calls = workshop.Acts == ActForm.Calls;
        var piece = await workshop.WriteAsync(
            scene.Of(number) with
            {
                Stage = "answer", Role = Role.Sampler, Tools = calls ? scene.Honeypot.Definitions : [],
                Inputs = Slots.Of(("system", System(scene, injected: true)), ("user", scene.Situation.Text)),
            },
            cancellation);
        return new SampledAnswer(piece, workshop.Acts, scene.Honeypot.Tools);
    }

    private Example Of(Scene scene, Message answer) => new()
    {
        Messages = [new Message("system", System(scene, injected: string.Equals(_injection, Inoculating, StringComparison.Ordinal))), new Message("user", scene.Situation.Text), answer],
        Tools = workshop.Acts == ActForm.Calls ? scene.Honeypot.Definitions : null,
    };

    private string System(Scene scene, bool injected) => string.Join(
        "\n\n",
        new[] { injected ? PromptLibrary.Injection(_injection) : "", scene.System, workshop.Acts == ActForm.Blocks ? TextActs.Explain(scene.Honeypot.Tools.Select(tool => tool.Name)) : "" }.Where(part => part.Length > 0));

    // A honeypot is of no one section: the paragraph that stands for all, or all where there is none or another style was asked for.
    private string Principles() => materials.Constitution is not { } constitution ? ""
        : constitution.Render(materials.Style ?? (constitution.WhyNot(ConstitutionStyle.General) is null ? ConstitutionStyle.General : ConstitutionStyle.Whole));

    /// <summary>A situation that was written.</summary>
    private sealed record Scene(Commission Commission, InventedHoneypot Honeypot, Piece Situation)
    {
        public string System => Situation.Asides["system"];

        /// <summary>For the answer of that number, from 0: each another one.</summary>
        public Commission Of(int number) => number == 0 ? Commission
            : Commission with { Seed = Seed.Of(Commission.Seed, "answer", number.ToString(CultureInfo.InvariantCulture)) };
    }
}
