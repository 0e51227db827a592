using System.Globalization;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>How many items a recipe has before it asks its author for new ideas, if every list is as long as was asked for.</summary>
/// <param name="Items">The number.</param>
/// <param name="Layers">What it is the product of, such as <c>10 domains, 20 questions each</c>.</param>
public sealed record RecipeRound(long Items, string Layers)
{
    /// <summary>The product of the layers' numbers.</summary>
    internal static RecipeRound Of(params ReadOnlySpan<(string Name, int Count)> layers)
    {
        var (items, names) = (1L, new List<string>());
        foreach (var (name, count) in layers)
        {
            items *= count;
            if (count > 1)
            {
                names.Add($"{count.ToString(CultureInfo.InvariantCulture)} {name}");
            }
        }

        return new RecipeRound(items, string.Join(", ", names));
    }
}
