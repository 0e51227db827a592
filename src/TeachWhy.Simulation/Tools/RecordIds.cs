namespace TeachWhy.Simulation;

/// <summary>Ids of records, as models write them and as new ones are made.</summary>
internal static class RecordIds
{
    /// <summary>The record that is meant: of this very id, else without case, else of the same letters and digits where only one has them.</summary>
    public static T? Find<T>(IReadOnlyList<T> records, Func<T, string> idOf, string given)
        where T : class
    {
        given = given.Trim();
        if (records.FirstOrDefault(r => string.Equals(idOf(r), given, StringComparison.Ordinal)) is { } exact)
        {
            return exact;
        }

        if (records.FirstOrDefault(r => string.Equals(idOf(r), given, StringComparison.OrdinalIgnoreCase)) is { } caseless)
        {
            return caseless;
        }

        var bare = Bare(given);
        var alike = bare.Length == 0 ? [] : records.Where(r => string.Equals(Bare(idOf(r)), bare, StringComparison.Ordinal)).Take(2).ToList();
        return alike.Count == 1 ? alike[0] : null;
    }

    /// <summary>A name of the kind that is meant, as it is spelled there; the given one where none is.</summary>
    public static string Known(IEnumerable<string> names, string given) => Find(names.Distinct(StringComparer.Ordinal).ToList(), name => name, given) ?? given;

    /// <summary>The id after the last one: <c>S26</c> is followed by <c>S27</c>.</summary>
    public static string Next(IReadOnlyList<string> ids, string first)
    {
        var last = ids.Count == 0 ? first : ids[^1];
        var digits = last.Length - last.TrimEnd("0123456789".ToCharArray()).Length;
        var (stem, number) = digits is 0 or > 9 ? ($"{last}-", 0L) : (last[..^digits], long.Parse(last[^digits..]));
        var taken = ids.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var width = digits is 0 or > 9 ? 1 : digits;
        var next = ids.Count == 0 ? first : $"{stem}{(++number).ToString($"D{width}")}";
        while (taken.Contains(next))
        {
            next = $"{stem}{(++number).ToString($"D{width}")}";
        }

        return next;
    }

    private static string Bare(string id) => string.Concat(id.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
