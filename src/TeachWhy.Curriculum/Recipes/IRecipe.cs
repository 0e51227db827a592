using TeachWhy.Curriculum.Datasets;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>How one kind of training data is made.</summary>
public interface IRecipe
{
    /// <summary>Such as <c>difficult-advice</c>.</summary>
    string Name { get; }

    /// <summary>Examples without end; the caller stops when it has tokens enough.</summary>
    /// <param name="seed">The same seed yields the same examples.</param>
    IAsyncEnumerable<Example> MakeAsync(ulong seed, CancellationToken cancellation);
}

/// <summary>The seed of one item of a dataset.</summary>
internal static class ItemSeed
{
    public static ulong Of(ulong seed, string recipe, int item) =>
        Seed.Of(seed, recipe, item.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
