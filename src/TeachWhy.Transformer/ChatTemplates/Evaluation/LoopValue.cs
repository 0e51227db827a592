namespace TeachWhy.Transformer;

/// <summary>The variable <c>loop</c>.</summary>
internal sealed class LoopValue(Rendering rendering, IReadOnlyList<object?> items)
{
    private object? _last = new UndefinedValue("the item before the first");

    /// <summary>From 0.</summary>
    public int Index { get; set; }

    public object? Attribute(string name) => name switch
    {
        "index" => Index + 1L,
        "index0" => (long)Index,
        "revindex" => (long)(items.Count - Index),
        "revindex0" => items.Count - Index - 1L,
        "first" => Index == 0,
        "last" => Index == items.Count - 1,
        "length" => (long)items.Count,

        // Only recursive loops go deeper, and those do not exist here.
        "depth" => 1L,
        "depth0" => 0L,
        "previtem" => Index > 0 ? items[Index - 1] : new UndefinedValue("the item before the first"),
        "nextitem" => Index < items.Count - 1 ? items[Index + 1] : new UndefinedValue("the item after the last"),
        "cycle" => new FunctionValue("cycle", arguments => arguments.Positional.Count > 0
            ? arguments.Positional[Index % arguments.Positional.Count]
            : throw new ChatTemplateException("loop.cycle has nothing to choose from.")),
        "changed" => new FunctionValue("changed", arguments => Changed(new ListValue(arguments.Positional, IsTuple: true))),
        _ => new UndefinedValue($"\"loop.{Describe.Shortened(name)}\""),
    };

    private object? Changed(ListValue value)
    {
        var changed = !Comparing.Equal(rendering, _last, value);
        _last = value;
        return changed;
    }
}
