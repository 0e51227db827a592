namespace TeachWhy.Transformer;

/// <summary>What can be asked of a list.</summary>
internal static class ListMethods
{
    /// <summary>The method; null if there is none of the name.</summary>
    public static FunctionValue? Find(Rendering rendering, ListValue list, string name) => name switch
    {
        "count" => new(name, arguments => (long)list.Items.Count(item => Comparing.Equal(rendering, item, arguments.Bind(name, "value").Value("value")))),
        "index" => new(name, arguments => IndexOf(rendering, list, arguments.Bind(name, "value").Value("value"))),
        "copy" => new(name, _ => list),
        "append" or "extend" or "insert" or "pop" or "remove" or "clear" or "sort" or "reverse" => throw MappingMethods.Changes(name),
        _ => null,
    };

    private static object? IndexOf(Rendering rendering, ListValue list, object? value)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (Comparing.Equal(rendering, list.Items[i], value))
            {
                return (long)i;
            }
        }

        throw new ChatTemplateException("\"index\" looks for a value that is not in the list.");
    }
}
