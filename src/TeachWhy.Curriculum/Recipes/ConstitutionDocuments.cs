using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// Documents of every kind on what the constitution asks of the assistant, and why. Teaching Claude Why (2026), constitutional
/// documents in layers: types, subtypes, several drafts at a time, a rewrite of each; the score is that of <see cref="Agreement"/>.
/// </summary>
/// <param name="asChat">Turns each document into a question and its answer, for the comparison of documents with chat.</param>
public sealed class ConstitutionDocuments(Workshop workshop, RecipeMaterials materials, bool asChat = false) : IRecipe
{
    private const string Documents = "constitution-documents";
    private const int Types = 40;
    private const int Subtypes = 6;
    private const int Together = 3;

    private static readonly string[] Lengths = ["120", "250", "400", "700", "1000"];

    private readonly SectionTexts _sections = SectionTexts.Of(materials);
    private readonly ShownExamples _shown = new(workshop.Library);
    private readonly int _together = workshop.AtOnce(Together);

    public string Name => asChat ? "constitution-chat" : Documents;

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        // Both forms are made of the same documents.
        var (batch, number) = (item / _together, item % _together);
        var section = batch % _sections.Count;
        var itemSeed = ItemSeed.Of(seed, Documents, batch);
        var drafts = await workshop.WriteAsync(
            new Commission
            {
                Recipe = Documents, Stage = "draft", Kind = PieceKind.ConstitutionDocument, Seed = itemSeed, Section = _sections.Id(section), For = $"batch {batch.ToString(CultureInfo.InvariantCulture)}",
                Form = AnswerForm.List("document"),
                Inputs = Slots.Of(
                    ("preamble", Preamble), ("section", _sections.Text(section)), ("idea", await IdeaAsync(batch, section, seed, cancellation)),
                    ("examples", _shown.Documents(_sections.Id(section), itemSeed)), ("count", _together.ToString(CultureInfo.InvariantCulture)), ("length", new RandomSource(Seed.Of(itemSeed, "length")).Pick(Lengths))),
            },
            cancellation);
        if (drafts.Entries.Count > 0 && number >= drafts.Entries.Count)
        {
            return [];
        }

        var commission = new Commission
        {
            Recipe = Documents, Stage = "", Kind = PieceKind.Other, Seed = Seed.Of(seed, Documents, "item", item.ToString(CultureInfo.InvariantCulture)), Section = _sections.Id(section), For = item.ToString(CultureInfo.InvariantCulture),
        };
        var draft = drafts.Entry(number);
        var rewrite = await workshop.TryAsync(
            commission with { Stage = "rewrite", Inputs = Slots.Of(("preamble", Preamble), ("section", _sections.Text(section)), ("document", draft)), Form = AnswerForm.Text("improved", "problems") }, cancellation);
        var document = rewrite?.Text ?? draft;
        return [new MadeExample(await ExampleAsync(commission, document, cancellation))];
    }

    private static string Preamble => PromptLibrary.Prompt(Documents, "preamble");

    // Types in turn, from another one on for each section; when all were had, each type's next idea.
    private async Task<string> IdeaAsync(int batch, int section, ulong seed, CancellationToken cancellation)
    {
        var round = batch / _sections.Count;
        var types = await workshop.ListAsync(Documents, "types", "type", Types, seed, "", Slots.Of(("preamble", Preamble), ("constitution", _sections.Whole)), cancellation);
        var many = Math.Max(1, types?.Entries.Count ?? 1);
        var number = (round + section) % many;
        var type = types?.Entry(number) ?? "any that fits";
        var subtypes = await workshop.ListAsync(
            Documents, "subtypes", "idea", Subtypes, seed, $"{_sections.Id(section)}/{number.ToString(CultureInfo.InvariantCulture)}",
            Slots.Of(("preamble", Preamble), ("type", type), ("section", _sections.Text(section))), cancellation);
        return subtypes?.Entry(round / many) ?? type;
    }

    private async Task<Example> ExampleAsync(Commission commission, string document, CancellationToken cancellation)
    {
        if (!asChat)
        {
            return Example.Document(document, commission.Section);
        }

        var chat = await workshop.WriteAsync(commission with { Stage = "question", Kind = PieceKind.DocumentQuestion, Inputs = Slots.Of(("document", document)), Form = AnswerForm.Chat("assistant") }, cancellation);
        return Example.Chat(chat.System, chat.Text, chat.Asides["assistant"], commission.Section);
    }
}
