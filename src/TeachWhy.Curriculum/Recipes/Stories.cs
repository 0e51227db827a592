using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>AIs of other names in dilemmas and on ordinary hard days, with what they think. Teaching Claude Why (2026), fictional stories.</summary>
public sealed class Stories(Workshop workshop, RecipeMaterials materials) : IRecipe
{
    private const int Ideas = 12;

    private static readonly string[] Lengths = ["300", "600", "900", "1400"];

    private readonly SectionTexts _sections = SectionTexts.Of(materials);
    private readonly ShownExamples _shown = new(workshop.Library);

    public string Name => "stories";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var (round, section) = (item / _sections.Count, item % _sections.Count);
        var itemSeed = ItemSeed.Of(seed, Name, item);
        var preamble = PromptLibrary.Prompt("constitution-documents", "preamble");

        // A list for so many stories of a section; then the next.
        var ideas = await workshop.ListAsync(
            Name, "idea", "idea", Ideas, seed, $"{_sections.Id(section)}/{(round / Ideas).ToString(CultureInfo.InvariantCulture)}", Slots.Of(("preamble", preamble), ("section", _sections.Text(section))), cancellation);
        var story = await workshop.WriteAsync(
            new Commission
            {
                Recipe = Name, Stage = "draft", Kind = PieceKind.Story, Seed = itemSeed, Section = _sections.Id(section), For = item.ToString(CultureInfo.InvariantCulture), Form = AnswerForm.Text("story"),
                Inputs = Slots.Of(
                    ("preamble", preamble), ("constitution", _sections.Whole), ("examples", _shown.Stories(_sections.Id(section), itemSeed)), ("idea", ideas?.Entry(round % Ideas) ?? _sections.Title(section)),
                    ("length", new RandomSource(Seed.Of(itemSeed, "length")).Pick(Lengths))),
            },
            cancellation);
        return [new MadeExample(Example.Document(story.Text, _sections.Id(section)))];
    }
}
