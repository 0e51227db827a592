using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>The assistant answers what people ask about its values and beliefs, in its own words. Teaching Claude Why (2026), values training.</summary>
public sealed class ValueAnswers(Workshop workshop, Constitution constitution) : IRecipe
{
    private const int Questions = 20;

    private readonly SectionTexts _sections = new(constitution);

    public string Name => "values";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var (round, section) = (item / _sections.Count, item % _sections.Count);
        var questions = await workshop.ListAsync(
            Name, "question", "user", Questions, seed, $"{_sections.Id(section)}/{(round / Questions).ToString(CultureInfo.InvariantCulture)}", Slots.Of(("section", _sections.Text(section))), cancellation);
        if (questions is null || round % Questions >= questions.Entries.Count)
        {
            return [];
        }

        var question = questions.Entries[round % Questions];
        var answer = await workshop.WriteAsync(
            new Commission
            {
                Recipe = Name, Stage = "answer", Kind = PieceKind.Other, Seed = ItemSeed.Of(seed, Name, item), Section = _sections.Id(section), For = item.ToString(CultureInfo.InvariantCulture),
                Inputs = Slots.Of(("section", _sections.Text(section)), ("user", question)),
            },
            cancellation);
        return [new MadeExample(Example.Chat(null, question, answer.Text, _sections.Id(section)))];
    }
}
