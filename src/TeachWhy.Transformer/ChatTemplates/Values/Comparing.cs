namespace TeachWhy.Transformer;

/// <summary>Equality and order of values.</summary>
internal static class Comparing
{
    public static bool Equal(Rendering rendering, object? left, object? right)
    {
        rendering.Spend();
        switch (left, right)
        {
            case (TracedText a, TracedText b):
                rendering.SpendOn(a);
                return a.Equals(b);
            case (double a, _) when Numbers.IsNumber(right):
                return a == Numbers.Float(right);
            case (_, double b) when Numbers.IsNumber(left):
                return Numbers.Float(left) == b;
            case (long or bool, long or bool):
                return Numbers.Whole(left) == Numbers.Whole(right);
            case (null, null) or (UndefinedValue, UndefinedValue):
                return true;
            case (ListValue a, ListValue b):
                return a.IsTuple == b.IsTuple && a.Count == b.Count && Deeper(rendering, () => a.Items.Zip(b.Items).All(pair => Equal(rendering, pair.First, pair.Second)));
            case (MappingValue a, MappingValue b):
                return a.Count == b.Count && Deeper(rendering, () => a.Entries.All(entry => b.TryGet(entry.Key, out var other) && Equal(rendering, entry.Value, other)));
            default:
                return ReferenceEquals(left, right);
        }
    }

    /// <summary>Negative, zero or positive, as in every comparison.</summary>
    public static int Order(Rendering rendering, object? left, object? right)
    {
        rendering.Spend();
        switch (left, right)
        {
            case (TracedText a, TracedText b):
                rendering.SpendOn(a);
                return OrderTexts(a.Value, b.Value);
            case (long or bool, long or bool):
                return Numbers.Whole(left)!.Value.CompareTo(Numbers.Whole(right)!.Value);
            case (ListValue a, ListValue b) when a.IsTuple == b.IsTuple:
                return OrderLists(rendering, a, b);
            default:
                return Numbers.IsNumber(left) && Numbers.IsNumber(right)
                    ? Numbers.Float(left).CompareTo(Numbers.Float(right))
                    : throw new ChatTemplateException($"{Describe.Kind(left)} and {Describe.Kind(right)} have no order.");
        }
    }

    /// <summary>Membership: of a list, a key of a mapping, a part of a text.</summary>
    public static bool Contains(Rendering rendering, object? container, object? item)
    {
        rendering.SpendOn(container);
        return container switch
        {
            TracedText text when item is TracedText part => text.Value.Contains(part.Value, StringComparison.Ordinal),
            ListValue list => list.Items.Any(other => Equal(rendering, other, item)),
            MappingValue mapping => mapping.TryGet(item, out _),
            UndefinedValue => false,
            _ => throw new ChatTemplateException($"{Describe.Kind(container)} cannot hold {Describe.Kind(item)}."),
        };
    }

    /// <summary>By code points: UTF-16 would put characters beyond the first plane before some within it.</summary>
    private static int OrderTexts(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[same], right[same]);
        return char.IsSurrogate(a) != char.IsSurrogate(b) ? (char.IsSurrogate(a) ? 1 : -1) : a.CompareTo(b);
    }

    private static int OrderLists(Rendering rendering, ListValue left, ListValue right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (!Equal(rendering, left.Items[i], right.Items[i]))
            {
                return Deeper(rendering, () => Order(rendering, left.Items[i], right.Items[i]));
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    private static T Deeper<T>(Rendering rendering, Func<T> compare)
    {
        rendering.Enter();
        var result = compare();
        rendering.Leave();
        return result;
    }
}
