using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>The assistant answers what people ask about its values and beliefs, in its own words. Teaching Claude Why (2026), values training.</summary>
public sealed class ValueAnswers(Workshop workshop, RecipeMaterials materials) : IRecipe
{
    private const int Together = 20;

    private readonly SectionTexts _sections = SectionTexts.Of(materials);
    private readonly int _together = workshop.AtOnce(Together);

    public string Name => "values";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var (round, section) = (item / _sections.Count, item % _sections.Count);
        var layer = $"{_sections.Id(section)}/{(round / _together).ToString(CultureInfo.InvariantCulture)}";
        var questions = await workshop.WriteAsync(
            new Commission
            {
                Recipe = Name, Stage = "question", Kind = PieceKind.ValueQuestion, Seed = Seed.Of(seed, Name, "question", layer), Section = _sections.Id(section), For = layer, Form = AnswerForm.List("user"),
                Inputs = Slots.Of(("section", _sections.Text(section)), ("count", _together.ToString(CultureInfo.InvariantCulture))),
            },
            cancellation);
        if (questions.Entries.Count > 0 && round % _together >= questions.Entries.Count)
        {
            return [];
        }

        var question = questions.Entry(round % _together);
        var answer = await workshop.WriteAsync(
            new Commission
            {
                Recipe = Name, Stage = "answer", Kind = PieceKind.ValueAnswer, Role = Role.Sampler, Seed = ItemSeed.Of(seed, Name, item), Section = _sections.Id(section), For = item.ToString(CultureInfo.InvariantCulture),
                Inputs = Slots.Of(("section", _sections.Text(section)), ("user", question)),
            },
            cancellation);
        return [new MadeExample(Example.Chat(questions.System, question, answer.Text, _sections.Id(section)))];
    }
}
