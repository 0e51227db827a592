namespace TeachWhy.Studies.Statistics;

/// <summary>
/// Holm's step-down correction (Holm 1979, Scand. J. Statistics 6:65-70): the smallest of m values is multiplied by m,
/// the next by m − 1, and so on; a corrected value is never below an earlier one, nor above 1.
/// </summary>
public static class Holm
{
    /// <summary>Corrected in the order given. A null (nothing was tested) stays null and is not counted.</summary>
    public static IReadOnlyList<double?> Correct(IReadOnlyList<double?> values)
    {
        var corrected = new double?[values.Count];
        var tested = Enumerable.Range(0, values.Count).Where(i => values[i] is not null).OrderBy(i => values[i]).ToList();
        var largest = 0.0;
        for (var rank = 0; rank < tested.Count; rank++)
        {
            var value = values[tested[rank]]!.Value;
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(values));
            largest = Math.Max(largest, Math.Min(1, (tested.Count - rank) * value));
            corrected[tested[rank]] = largest;
        }

        return corrected;
    }
}
