using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// Documents about a model that follow from its specification: domains, subdomains, what is true of the model there, types of
/// document, ideas, and one document of each idea, planned before it is written. Model Spec Midtraining (2026).
/// </summary>
public sealed class SpecificationDocuments(Workshop workshop, RecipeMaterials materials) : IRecipe
{
    private const int Subdomains = 6;
    private const int Assertions = 8;
    private const int Types = 10;
    private const int Ideas = 20;

    private static readonly string[] Lengths = ["150", "300", "500", "800", "1200"];

    private readonly Specification _specification = new(workshop, materials);
    private readonly EndlessList _ideas = new(workshop, Ideas);

    public string Name => "spec-midtraining";

    public RecipeRound? Round => !workshop.Does("document") ? null : RecipeRound.Of(
        ("domains", _specification.DomainsOfARound), ("subdomains each", Count("subdomains", Subdomains)), ("types of document each", Count("types", Types)), ("ideas each", Count("ideas", Ideas)));

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var domain = await _specification.DomainAsync(item, seed, cancellation);
        var subdomains = await _specification.ListAsync("subdomains", "subdomain", Subdomains, seed, domain.Layer(), Slots.Of(("domain", domain.Name)), cancellation);
        var (turn, below) = Turn(domain.Turn, subdomains);
        var subdomain = subdomains?.Entry(below) ?? domain.Name;
        var layer = domain.Layer(below);
        var assertions = await _specification.ListAsync("assertions", "assertion", Assertions, seed, layer, Slots.Of(("domain", domain.Name), ("subdomain", subdomain)), cancellation);
        var known = assertions is null ? subdomain : string.Join('\n', assertions.Entries.Select(assertion => $"- {assertion}"));

        var types = await _specification.ListAsync("types", "type", Types, seed, layer, Slots.Of(("domain", domain.Name), ("subdomain", subdomain)), cancellation);
        (turn, var place) = Turn(turn, types);

        // Lists begin with what comes to mind first: each subdomain begins with another of its types.
        var number = (place + domain.Number + below) % Math.Max(1, types?.Entries.Count ?? 1);
        var type = types?.Entry(number) ?? "any that fits";
        var idea = await _ideas.EntryAsync(
            _specification.Commission(Name, "ideas", PieceKind.Other, seed, domain.Layer(below, number), Slots.Of(("subdomain", subdomain), ("assertions", known), ("type", type))) with { Form = AnswerForm.List("idea") },
            turn, cancellation);

        var one = item.ToString(CultureInfo.InvariantCulture);
        var document = await workshop.WriteAsync(
            _specification.Commission(
                Name, "document", PieceKind.ConstitutionDocument, seed, one,
                Slots.Of(("assertions", known), ("type", type), ("idea", idea?.Text ?? subdomain), ("length", new RandomSource(Seed.Of(seed, Name, "length", one)).Pick(Lengths))))
            with { Form = AnswerForm.Text("content", "scratchpad"), Section = domain.Section },
            cancellation);
        return [new MadeExample(Example.Document(document.Text, domain.Section) with { Details = domain.Details })];
    }

    private int Count(string stage, int count) => workshop.Does(stage) ? count : 1;

    // One after the other; when all were had, the rest of the way tells them apart.
    private static (int Turn, int Number) Turn(int turn, Piece? list)
    {
        var count = Math.Max(1, list?.Entries.Count ?? 1);
        return (turn / count, turn % count);
    }
}
