namespace TeachWhy.Transformer;

/// <summary>What can be asked of a mapping.</summary>
internal static class MappingMethods
{
    /// <summary>The method; null if there is none of the name.</summary>
    public static FunctionValue? Find(Rendering rendering, MappingValue mapping, string name) => name switch
    {
        "items" => new(name, _ => Items(rendering, mapping)),
        "keys" => new(name, _ => List(rendering, mapping, entry => entry.Key)),
        "values" => new(name, _ => List(rendering, mapping, entry => entry.Value)),
        "get" => new(name, arguments => Get(mapping, arguments.Bind(name, "key", "default"))),
        "copy" => new(name, _ => mapping),
        "pop" or "popitem" or "update" or "clear" or "setdefault" or "fromkeys" => throw Changes(name),
        _ => null,
    };

    /// <summary>Pairs of key and value.</summary>
    public static ListValue Items(Rendering rendering, MappingValue mapping) =>
        List(rendering, mapping, entry => new ListValue([entry.Key, entry.Value], IsTuple: true));

    public static ChatTemplateException Changes(string method) => new($"\"{method}\" would change the conversation, which a template may only read.");

    private static ListValue List(Rendering rendering, MappingValue mapping, Func<KeyValuePair<object, object?>, object?> select)
    {
        rendering.SpendOn(mapping);
        return new ListValue([.. mapping.Entries.Select(select)]);
    }

    private static object? Get(MappingValue mapping, BoundArguments given) => mapping.TryGet(given.Value("key"), out var value) ? value : given.Value("default", null);
}
