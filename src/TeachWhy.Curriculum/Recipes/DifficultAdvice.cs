using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// The user is in the dilemma and the assistant advises; no agent is in sight. Teaching Claude Why (2026), difficult advice:
/// sections, principles, types, situation, draft of the prompt, review of it, answer with the section in the system message, and
/// a rewrite of the answer by somebody who did not write it.
/// </summary>
public sealed class DifficultAdvice(Workshop workshop, RecipeMaterials materials) : IRecipe
{
    private const int Principles = 8;
    private const int Types = 10;

    private readonly SectionTexts _sections = SectionTexts.Of(materials);
    private readonly ShownExamples _shown = new(workshop.Library);

    public string Name => "difficult-advice";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var section = item % _sections.Count;
        var situation = await SituationAsync(item, section, seed, cancellation);
        var commission = Commission(item, section, seed);
        var draft = await workshop.WriteAsync(
            commission with { Stage = "draft", Kind = PieceKind.Situation, Inputs = Slots.Of(("situation", situation), ("examples", _shown.Questions(commission.Section, commission.Seed))), Form = AnswerForm.Chat() }, cancellation);
        var prompt = await workshop.TryAsync(
            commission with { Stage = "review", Inputs = Slots.Of(("situation", situation), ("system", draft.System ?? ""), ("user", draft.Text)), Form = AnswerForm.Chat() }, cancellation) ?? draft;
        var answer = await workshop.WriteAsync(
            commission with { Stage = "answer", Kind = PieceKind.Advice, Role = Role.Sampler, Inputs = Slots.Of(("injection", Injection(section)), ("system", prompt.System ?? ""), ("user", prompt.Text)) }, cancellation);
        var rewrite = await workshop.TryAsync(
            commission with
            {
                Stage = "rewrite", Form = AnswerForm.Text("improved", "notes"),
                Inputs = Slots.Of(
                    ("section", _sections.Text(section)), ("system", prompt.System ?? ""), ("user", prompt.Text), ("answer", answer.Text),
                    ("examples", _shown.Rewrites(commission.Section, commission.Seed))),
            },
            cancellation) ?? answer;
        return [new MadeExample(Example.Chat(prompt.System, prompt.Text, rewrite.Text, _sections.Id(section)))];
    }

    // Section by section; of each, principle by principle, and of those type by type: neighbours are unlike each other.
    private async Task<string> SituationAsync(int item, int section, ulong seed, CancellationToken cancellation)
    {
        var round = item / _sections.Count;
        var id = _sections.Id(section);
        var principles = await workshop.ListAsync(Name, "principles", "principle", Principles, seed, id, Slots.Of(("section", _sections.Text(section))), cancellation);
        var number = round % Math.Max(1, principles?.Entries.Count ?? 1);
        var principle = principles?.Entry(number) ?? _sections.Title(section);
        var types = await workshop.ListAsync(
            Name, "types", "type", Types, seed, $"{id}/{number.ToString(CultureInfo.InvariantCulture)}", Slots.Of(("section", _sections.Text(section)), ("principle", principle)), cancellation);
        var type = types?.Entry(round / Math.Max(1, principles?.Entries.Count ?? 1)) ?? principle;
        var situation = await workshop.TryAsync(
            Commission(item, section, seed) with { Stage = "situation", Inputs = Slots.Of(("principle", principle), ("type", type)), Form = AnswerForm.Text("situation") }, cancellation);
        return situation?.Text ?? type;
    }

    // The answer is sampled under it; what is trained on never shows it.
    private string Injection(int section) => !workshop.Has("injection") ? ""
        : workshop.Injection is { } name ? PromptLibrary.Injection(name)
        : PromptLibrary.Fill(PromptLibrary.Prompt(Name, "injection"), Slots.Of(("section", _sections.Text(section))));

    private Commission Commission(int item, int section, ulong seed) => new()
    {
        Recipe = Name, Stage = "", Kind = PieceKind.Other, Seed = ItemSeed.Of(seed, Name, item), For = item.ToString(CultureInfo.InvariantCulture), Section = _sections.Id(section),
    };
}
