using System.Globalization;
using System.Runtime.CompilerServices;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>How one kind of training data is made, item by item.</summary>
public interface IRecipe
{
    /// <summary>Such as <c>difficult-advice</c>.</summary>
    string Name { get; }

    /// <summary>How many items there are; null for no end.</summary>
    int? Items => null;

    /// <summary>How many items there are before it begins anew; null for a recipe that knows no such number.</summary>
    RecipeRound? Round => null;

    /// <summary>Makes one item; which items were made before makes no difference.</summary>
    /// <param name="item">Its number, from 0.</param>
    /// <param name="seed">That of the dataset; the same seed makes the same item.</param>
    /// <returns>Its examples, those among them that the recipe itself refuses; empty where nothing came of it.</returns>
    Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation);
}

/// <summary>What a recipe made.</summary>
/// <param name="Example">The example.</param>
/// <param name="Refusal">Why one of the recipe's own filters refuses it; null where none does.</param>
public sealed record MadeExample(Example Example, GateRefusal? Refusal = null);

/// <summary>A recipe found nothing to make data from.</summary>
public sealed class NothingToTeachException(string message) : Exception(message);

/// <summary>Recipes as examples without end.</summary>
public static class RecipeStreams
{
    private const int MostFruitless = 10;

    /// <summary>The examples of item after item; the caller stops when it has enough.</summary>
    /// <exception cref="NothingToTeachException">Ten items in a row came to nothing.</exception>
    public static async IAsyncEnumerable<Example> StreamAsync(this IRecipe recipe, ulong seed, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var (item, fruitless) = (0, 0); fruitless < MostFruitless; item++)
        {
            var made = await recipe.MakeAsync(item, seed, cancellation);
            fruitless = made.Any(example => example.Refusal is null) ? 0 : fruitless + 1;
            foreach (var (example, _) in made.Where(example => example.Refusal is null))
            {
                yield return example;
            }
        }

        throw new NothingToTeachException($"Nothing of use came of the last {MostFruitless} items of {recipe.Name}: there is nothing to teach with.");
    }

    /// <summary>Two streams taking turns, example by example.</summary>
    public static async IAsyncEnumerable<Example> TakingTurnsWith(this IAsyncEnumerable<Example> first, IAsyncEnumerable<Example> second, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var left = first.GetAsyncEnumerator(cancellation);
        await using var right = second.GetAsyncEnumerator(cancellation);
        while (await left.MoveNextAsync() && await right.MoveNextAsync())
        {
            yield return left.Current;
            yield return right.Current;
        }
    }
}

/// <summary>The seed of one item of a dataset.</summary>
internal static class ItemSeed
{
    public static ulong Of(ulong seed, string recipe, int item) => Seed.Of(seed, recipe, item.ToString(CultureInfo.InvariantCulture));
}
