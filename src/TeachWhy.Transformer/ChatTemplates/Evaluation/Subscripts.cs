namespace TeachWhy.Transformer;

/// <summary>Attributes, items and slices of values.</summary>
internal static class Subscripts
{
    /// <summary><c>value.name</c>: a method or attribute, else an item.</summary>
    public static object? Attribute(Rendering rendering, object? value, string name)
    {
        switch (value)
        {
            case UndefinedValue undefined:
                throw undefined.Missing();
            case MappingValue mapping:
                return MappingMethods.Find(rendering, mapping, name) ?? Key(mapping, TracedText.Own(name));
            case TracedText text when TextMethods.Find(rendering, text, name) is { } method:
                return method;
            case ListValue list when ListMethods.Find(rendering, list, name) is { } method:
                return method;
            case NamespaceValue space when space.Attributes.TryGetValue(name, out var attribute):
                return attribute;
            case LoopValue loop:
                return loop.Attribute(name);
            default:
                return new UndefinedValue($"\"{Describe.Shortened(name)}\" of {Describe.Kind(value)}");
        }
    }

    /// <summary><c>value[index]</c>: an item, else a method or attribute.</summary>
    public static object? Item(Rendering rendering, object? value, object? index)
    {
        switch (value)
        {
            case UndefinedValue undefined:
                throw undefined.Missing();
            case MappingValue mapping when mapping.TryGet(index, out var item):
                return item;
            case ListValue list when Numbers.Whole(index) is { } place:
                return Place(place, list.Count) is { } at ? list.Items[at] : Missing(value, index);
            case TracedText text when Numbers.Whole(index) is { } place:
                rendering.SpendOn(text);
                var offsets = CodePoints.Offsets(text.Value);
                return Place(place, offsets.Length - 1) is { } character ? text.Slice(offsets[character], offsets[character + 1] - offsets[character]) : Missing(value, index);
            default:
                return index is TracedText name ? Attribute(rendering, value, name.Value) : Missing(value, index);
        }
    }

    /// <summary><c>value[start:stop:step]</c></summary>
    public static object Slice(Rendering rendering, object? value, object? start, object? stop, object? step)
    {
        rendering.SpendOn(value);
        switch (value)
        {
            case UndefinedValue undefined:
                throw undefined.Missing();
            case ListValue list:
                return new ListValue([.. Places(list.Count, start, stop, step).Select(i => list.Items[i])], list.IsTuple);
            case TracedText text:
                var offsets = CodePoints.Offsets(text.Value);
                return Slice(rendering, text, offsets, [.. Places(offsets.Length - 1, start, stop, step)]);
            default:
                throw new ChatTemplateException($"{Describe.Kind(value)} cannot be cut into slices.");
        }
    }

    private static TracedText Slice(Rendering rendering, TracedText text, int[] offsets, int[] places)
    {
        if (places.Length > 0 && places[^1] - places[0] == places.Length - 1)
        {
            return text.Slice(offsets[places[0]], offsets[places[^1] + 1] - offsets[places[0]]);
        }

        var builder = new TracedTextBuilder(rendering);
        foreach (var place in places)
        {
            rendering.Spend(1 + text.Runs.Length);
            builder.Append(text.Slice(offsets[place], offsets[place + 1] - offsets[place]));
        }

        return builder.ToText();
    }

    private static IEnumerable<int> Places(int count, object? start, object? stop, object? step)
    {
        var by = Bound(step) ?? 1;
        if (by == 0)
        {
            throw new ChatTemplateException("a slice with step 0 goes nowhere.");
        }

        var (lowest, highest) = by > 0 ? (0L, (long)count) : (-1L, count - 1L);
        var at = Clamp(Bound(start)) ?? (by > 0 ? lowest : highest);
        var end = Clamp(Bound(stop)) ?? (by > 0 ? highest : lowest);
        by = Math.Clamp(by, -count - 1L, count + 1L);
        for (; by > 0 ? at < end : at > end; at += by)
        {
            yield return (int)at;
        }

        long? Clamp(long? place) => place is { } given ? Math.Clamp(given < 0 ? given + count : given, lowest, highest) : null;
    }

    private static long? Bound(object? value) => value is null
        ? null
        : Numbers.Whole(value) ?? throw new ChatTemplateException($"a slice goes by whole numbers, not {Describe.Kind(value)}.");

    private static int? Place(long index, int count)
    {
        var place = index < 0 ? index + count : index;
        return place >= 0 && place < count ? (int)place : null;
    }

    private static object? Key(MappingValue mapping, TracedText key) => mapping.TryGet(key, out var value) ? value : Missing(mapping, key);

    private static UndefinedValue Missing(object? value, object? index) =>
        new($"{(index is TracedText or long ? $"\"{Describe.Shortened(index.ToString()!)}\"" : "an item")} of {Describe.Kind(value)}");
}
