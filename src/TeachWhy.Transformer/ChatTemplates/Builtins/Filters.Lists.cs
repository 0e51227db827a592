namespace TeachWhy.Transformer;

/// <summary>The filters that go through items.</summary>
internal static partial class Filters
{
    private static TracedText Join(Rendering rendering, object? input, BoundArguments given)
    {
        var separator = PythonText.Of(rendering, given.Value("d", TracedText.Empty));
        IEnumerable<object?> items = Iteration.Of(rendering, input);
        if (given.Value("attribute", null) is { } attribute)
        {
            items = items.Select(item => Iteration.AtPath(rendering, item, attribute));
        }

        return TextMethods.Join(rendering, separator, [.. items.Select(item => PythonText.Of(rendering, item))]);
    }

    private static object? Map(Rendering rendering, object? input, TemplateArguments given)
    {
        var items = ItemsIfAny(rendering, input);
        if (given.Named.TryGetValue("attribute", out var attribute))
        {
            var otherwise = given.Bind("map", "attribute", "default").Value("default", null);
            return new ListValue([.. items.Select(item => Iteration.AtPath(rendering, item, attribute) is var value && value is UndefinedValue && otherwise is not null ? otherwise : value)], IsStream: true);
        }

        if (given.Positional is not [TracedText name, ..])
        {
            throw new ChatTemplateException("\"map\" needs the name of a filter, or an attribute.");
        }

        var rest = given with { Positional = [.. given.Positional.Skip(1)] };
        return new ListValue([.. items.Select(item => Apply(rendering, name.Value, item, rest))], IsStream: true);
    }

    private static ListValue Select(Rendering rendering, object? input, TemplateArguments given, bool byAttribute, bool keeps)
    {
        var positional = given.Positional;
        object? attribute = null;
        if (byAttribute)
        {
            attribute = positional.Count > 0 ? positional[0] : throw new ChatTemplateException("\"selectattr\" and \"rejectattr\" need an attribute.");
            positional = [.. positional.Skip(1)];
        }

        var test = positional.Count == 0 ? null
            : (positional[0] as TracedText)?.Value ?? throw new ChatTemplateException($"a test is named by a text, not by {Describe.Kind(positional[0])}.");
        var rest = given with { Positional = [.. positional.Skip(1)] };
        return new ListValue([.. ItemsIfAny(rendering, input).Where(item => Passes(item) == keeps)], IsStream: true);

        bool Passes(object? item)
        {
            var value = byAttribute ? Iteration.AtPath(rendering, item, attribute) : item;
            return test is null ? Truth.Of(value) : Tests.Apply(rendering, test, value, rest);
        }
    }

    private static object? Sort(Rendering rendering, object? input, TemplateArguments given)
    {
        var bound = given.Bind("sort", "reverse", "case_sensitive", "attribute");
        return new ListValue(Sorted(rendering, Iteration.Of(rendering, input), KeyOf(rendering, bound), bound.Truth("reverse")));
    }

    private static object? SortMapping(Rendering rendering, object? input, TemplateArguments given)
    {
        var bound = given.Bind("dictsort", "case_sensitive", "by", "reverse");
        var pairs = input is MappingValue mapping ? MappingMethods.Items(rendering, mapping).Items
            : throw new ChatTemplateException($"\"dictsort\" needs a mapping, not {Describe.Kind(input)}.");
        var place = bound.TextOrNull("by")?.Value == "value" ? 1 : 0;
        return new ListValue(Sorted(rendering, pairs, pair => Folded(((ListValue)pair!).Items[place], bound), bound.Truth("reverse")));
    }

    /// <summary>Equal items keep their order, in reverse too.</summary>
    private static object?[] Sorted(Rendering rendering, IReadOnlyList<object?> items, Func<object?, object?> key, bool reverse)
    {
        var order = Comparer<object?>.Create((a, b) => Comparing.Order(rendering, a, b));
        return reverse ? [.. items.OrderByDescending(key, order)] : [.. items.OrderBy(key, order)];
    }

    private static ListValue Unique(Rendering rendering, object? input, BoundArguments given)
    {
        var key = KeyOf(rendering, given);
        var (items, keys) = (new List<object?>(), new List<object?>());
        foreach (var item in Iteration.Of(rendering, input))
        {
            var itemKey = key(item);
            if (!keys.Exists(other => Comparing.Equal(rendering, other, itemKey)))
            {
                items.Add(item);
                keys.Add(itemKey);
            }
        }

        return new ListValue(items, IsStream: true);
    }

    private static object? Sum(Rendering rendering, object? input, BoundArguments given)
    {
        var sum = given.Value("start", 0L);
        foreach (var item in Iteration.Of(rendering, input))
        {
            sum = Arithmetic.Apply(rendering, "+", sum, given.Value("attribute", null) is { } path ? Iteration.AtPath(rendering, item, path) : item);
        }

        return sum;
    }

    private static object? Extreme(Rendering rendering, object? input, BoundArguments given, int sign)
    {
        var key = KeyOf(rendering, given);
        var items = Iteration.Of(rendering, input);
        return items.Count == 0
            ? new UndefinedValue("the smallest or largest of no items")
            : items.Aggregate((best, item) => Comparing.Order(rendering, key(item), key(best)) * sign > 0 ? item : best);
    }

    /// <summary>None, zero and the like count as no items here.</summary>
    private static IReadOnlyList<object?> ItemsIfAny(Rendering rendering, object? input) => Truth.Of(input) ? Iteration.Of(rendering, input) : [];

    private static Func<object?, object?> KeyOf(Rendering rendering, BoundArguments given) =>
        item => Folded(given.Value("attribute", null) is { } path ? Iteration.AtPath(rendering, item, path) : item, given);

    /// <summary>Large and small letters count the same unless told otherwise.</summary>
    private static object? Folded(object? value, BoundArguments given) =>
        value is TracedText text && !given.Truth("case_sensitive") ? text.Become(text.Value.ToLowerInvariant()) : value;
}
