using TeachWhy.Transformer;

namespace TeachWhy.Miniature.World;

/// <summary>Keeps the surface forms of training data and of evaluations apart.</summary>
public static class FormsChoice
{
    /// <summary>Picks from the part of the list that <paramref name="forms"/> may use.</summary>
    public static T Pick<T>(this RandomSource random, IReadOnlyList<T> list, Forms forms)
    {
        var middle = list.Count / 2;
        return forms switch
        {
            Forms.Training => list[random.NextInt(middle)],
            Forms.Evaluation => list[middle + random.NextInt(list.Count - middle)],
            _ => random.Pick(list),
        };
    }

    /// <summary>Picks something that is not among <paramref name="taken"/>.</summary>
    public static string PickOther(this RandomSource random, IReadOnlyList<string> list, Forms forms, params ReadOnlySpan<string> taken)
    {
        while (true)
        {
            var word = random.Pick(list, forms);
            if (!taken.Contains(word))
            {
                return word;
            }
        }
    }
}
