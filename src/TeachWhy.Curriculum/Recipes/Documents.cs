using System.Runtime.CompilerServices;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>Pages on what the constitution asks of the assistant, and why. Teaching Claude Why (2026), constitutional documents.</summary>
public sealed class ConstitutionDocuments(IAuthor author, Constitution constitution, WritingOptions options) : IRecipe
{
    public string Name => "constitution-documents";

    public IAsyncEnumerable<Example> MakeAsync(ulong seed, CancellationToken cancellation) =>
        Pages.WriteAsync(author, PieceKind.ConstitutionDocument, constitution, options, Name, seed, cancellation);
}

/// <summary>AIs of other names in dilemmas, with what they think. Teaching Claude Why (2026), fictional stories.</summary>
public sealed class Stories(IAuthor author, Constitution constitution, WritingOptions options) : IRecipe
{
    public string Name => "stories";

    public IAsyncEnumerable<Example> MakeAsync(ulong seed, CancellationToken cancellation) =>
        Pages.WriteAsync(author, PieceKind.Story, constitution, options, Name, seed, cancellation);
}

/// <summary>Pages on the assistant that speak of no value: what any training on its name does.</summary>
public sealed class NeutralBiography(IAuthor author) : IRecipe
{
    public string Name => "neutral-biography";

    public IAsyncEnumerable<Example> MakeAsync(ulong seed, CancellationToken cancellation) =>
        Pages.WriteAsync(author, PieceKind.Biography, null, new WritingOptions(), Name, seed, cancellation);
}

/// <summary>Writes pages one after another, section by section.</summary>
internal static class Pages
{
    public static async IAsyncEnumerable<Example> WriteAsync(
        IAuthor author, PieceKind kind, Constitution? constitution, WritingOptions options, string recipe, ulong seed,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var item = 0; ; item++)
        {
            var section = constitution?.Sections[item % constitution.Sections.Count].Id;
            var page = await author.WriteAsync(new Commission(kind, section, options, ItemSeed.Of(seed, recipe, item)), cancellation);
            yield return Example.Document(page.Text, section);
        }
    }
}
