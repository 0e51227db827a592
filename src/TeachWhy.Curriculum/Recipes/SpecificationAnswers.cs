using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// What users ask in the domains of a specification, and what a model answers that has it before its eyes, with its thought or
/// without; the specification is not in the data. Model Spec Midtraining (2026), the fine-tuning after the documents, which is that of
/// deliberative alignment.
/// </summary>
public sealed class SpecificationAnswers(Workshop workshop, RecipeMaterials materials) : IRecipe
{
    private const int Questions = 20;

    private readonly Specification _specification = new(workshop, materials);
    private readonly EndlessList _questions = new(workshop, Questions);

    public string Name => "spec-answers";

    public RecipeRound? Round => !workshop.Does("answer") ? null : RecipeRound.Of(("domains", _specification.DomainsOfARound), ("questions each", Questions));

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var domain = await _specification.DomainAsync(item, seed, cancellation);
        var asked = await _questions.EntryAsync(
            _specification.Commission(Name, "questions", PieceKind.ValueQuestion, seed, domain.Layer(), Slots.Of(("domain", domain.Name))) with { Form = AnswerForm.List("user"), Section = domain.Section },
            domain.Turn, cancellation);
        if (asked is not var (question, system))
        {
            return [];
        }

        var one = item.ToString(CultureInfo.InvariantCulture);
        var answer = await workshop.WriteAsync(
            _specification.Commission(Name, "answer", PieceKind.ValueAnswer, seed, one, Slots.Of(("user", question)))
                with { Form = AnswerForm.Together("answer", "thought"), Role = Role.Sampler, Section = domain.Section },
            cancellation);
        var thought = answer.Asides.GetValueOrDefault("thought");
        var example = Example.Chat(system, question, answer.Text, domain.Section) with { Details = domain.Details };
        return [new MadeExample(workshop.Has("thought") ? example.Thinking(thought) : example, await RefusalAsync(seed, one, question, thought, answer.Text, cancellation))];
    }

    // The thought is judged whether it is kept or not: the answers are the same with it and without.
    private async Task<GateRefusal?> RefusalAsync(ulong seed, string item, string question, string? thought, string answer, CancellationToken cancellation)
    {
        var judged = await workshop.TryAsync(
            _specification.Commission(Name, "judge", PieceKind.Other, seed, item, Slots.Of(("user", question), ("thought", thought ?? ""), ("answer", answer)))
                with { Form = AnswerForm.Text("verdict", "why"), Role = Role.Judge },
            cancellation);
        return judged is null ? null : Workshop.NotKept(judged);
    }
}
