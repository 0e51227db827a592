using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// A constitution as the specification of a model, as Model Spec Midtraining (2026) makes data from one: taken apart into the domains
/// of life that it touches, and in front of the author, in full, whatever is asked.
/// </summary>
internal sealed class Specification(Workshop workshop, RecipeMaterials materials)
{
    /// <summary>The folder of the prompts.</summary>
    public const string Prompts = "spec-midtraining";

    /// <summary>How many domains it is taken apart into.</summary>
    public const int Domains = 10;

    private readonly SectionTexts _sections = SectionTexts.Of(materials);

    /// <summary>How many domains one round has.</summary>
    public int DomainsOfARound => workshop.Does("domains") ? Domains : _sections.Count;

    /// <summary>The domain of an item: one after the other, so that neighbours are of different ones. Where none are made, the sections stand for them.</summary>
    public async Task<SpecificationDomain> DomainAsync(int item, ulong seed, CancellationToken cancellation)
    {
        if (await ListAsync("domains", "domain", Domains, seed, "", Slots.Of(), cancellation) is { Entries: { Count: > 0 } domains })
        {
            var number = item % domains.Count;
            return new SpecificationDomain(number, domains[number], null, item / domains.Count);
        }

        var section = item % _sections.Count;
        return new SpecificationDomain(section, _sections.Title(section), _sections.Id(section), item / _sections.Count);
    }

    /// <summary>A list for many items.</summary>
    public Task<Piece?> ListAsync(string stage, string tag, int count, ulong seed, string layer, Dictionary<string, string> inputs, CancellationToken cancellation) =>
        workshop.ListAsync(Prompts, stage, tag, count, seed, layer, With(inputs), cancellation);

    /// <summary>What is asked for one item, or for an endless list.</summary>
    /// <param name="recipe">The recipe, whose items draw seeds of their own.</param>
    public Commission Commission(string recipe, string stage, PieceKind kind, ulong seed, string layer, Dictionary<string, string> inputs) => new()
    {
        Recipe = Prompts, Stage = stage, Kind = kind, Seed = Seed.Of(seed, recipe, stage, layer), For = layer, Inputs = With(inputs),
    };

    private Dictionary<string, string> With(Dictionary<string, string> inputs)
    {
        (inputs["specification"], inputs["model"], inputs["provider"]) = (_sections.Whole, materials.ModelName, materials.ProviderName);
        return inputs;
    }
}

/// <summary>A domain that a specification touches.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Name">In a few words.</param>
/// <param name="Section">The section that stands for it; null for a domain of its own.</param>
/// <param name="Turn">How often the domains were gone through before the item.</param>
internal sealed record SpecificationDomain(int Number, string Name, string? Section, int Turn)
{
    /// <summary>What is to be known of an example of it.</summary>
    public IReadOnlyDictionary<string, string> Details => Slots.Of(("domain", Name));

    /// <summary>The name of what lies below it, such as <c>domain 3/0/7</c>: a number alone is an item's.</summary>
    public string Layer(params ReadOnlySpan<int> below)
    {
        var layer = $"domain {Number.ToString(CultureInfo.InvariantCulture)}";
        foreach (var number in below)
        {
            layer += $"/{number.ToString(CultureInfo.InvariantCulture)}";
        }

        return layer;
    }
}
