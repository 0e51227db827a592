namespace TeachWhy.Transformer;

/// <summary>What counts as true, as in Python: everything but nothing.</summary>
internal static class Truth
{
    public static bool Of(object? value) => value switch
    {
        null or UndefinedValue => false,
        bool truth => truth,
        long number => number != 0,
        double number => number != 0,
        TracedText text => text.Length > 0,
        ListValue list => list.Count > 0 || list.IsStream,
        MappingValue mapping => mapping.Count > 0,
        _ => true,
    };
}
