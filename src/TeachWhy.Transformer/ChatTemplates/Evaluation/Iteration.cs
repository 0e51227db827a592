using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>The items of a value: of a list, the keys of a mapping, the characters of a text, of nothing none.</summary>
internal static class Iteration
{
    public static IReadOnlyList<object?> Of(Rendering rendering, object? value)
    {
        rendering.SpendOn(value);
        switch (value)
        {
            case ListValue list:
                return list.Items;
            case MappingValue mapping:
                return [.. mapping.Entries.Select(entry => entry.Key)];
            case TracedText text:
                var offsets = CodePoints.Offsets(text.Value);
                rendering.Spend((long)offsets.Length * text.Runs.Length);
                return [.. Enumerable.Range(0, offsets.Length - 1).Select(i => text.Slice(offsets[i], offsets[i + 1] - offsets[i]))];
            case UndefinedValue:
                return [];
            default:
                throw new ChatTemplateException($"{Describe.Kind(value)} has no items to go through.");
        }
    }

    public static object Count(Rendering rendering, object? value)
    {
        rendering.SpendOn(value);
        return value switch
        {
            TracedText text => (long)CodePoints.Count(text.Value),
            ListValue list => (long)list.Count,
            MappingValue mapping => (long)mapping.Count,
            UndefinedValue => 0L,
            _ => throw new ChatTemplateException($"{Describe.Kind(value)} has no length."),
        };
    }

    /// <summary>The value at a path such as <c>function.name</c> or <c>0</c>.</summary>
    public static object? AtPath(Rendering rendering, object? value, object? path)
    {
        if (path is not TracedText text)
        {
            return Subscripts.Item(rendering, value, path);
        }

        foreach (var part in text.Value.Split('.'))
        {
            value = part.Length > 0 && part.All(char.IsAsciiDigit) && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                ? Subscripts.Item(rendering, value, place)
                : Subscripts.Item(rendering, value, TracedText.Own(part));
        }

        return value;
    }
}
