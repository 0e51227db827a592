namespace TeachWhy.Simulation;

/// <summary>Records of a state, which never change in place.</summary>
internal static class Listed
{
    /// <summary>The records with one in the place of the first that is meant, or at the end where none is.</summary>
    public static IReadOnlyList<T> With<T>(IReadOnlyList<T> records, Func<T, bool> isMeant, T record)
    {
        var place = 0;
        while (place < records.Count && !isMeant(records[place]))
        {
            place++;
        }

        return [.. records.Take(place), record, .. records.Skip(place + 1)];
    }
}
