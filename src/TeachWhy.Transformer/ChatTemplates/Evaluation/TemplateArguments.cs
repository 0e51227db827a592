namespace TeachWhy.Transformer;

/// <summary>What a function, filter or test was given.</summary>
internal sealed record TemplateArguments(IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    public static readonly TemplateArguments None = new([], new Dictionary<string, object?>(StringComparer.Ordinal));

    /// <summary>The arguments under the names of a function's parameters.</summary>
    /// <exception cref="ChatTemplateException">One is too many, or given twice.</exception>
    public BoundArguments Bind(string function, params string[] parameters)
    {
        if (Positional.Count > parameters.Length)
        {
            throw new ChatTemplateException($"\"{function}\" takes at most {parameters.Length} arguments, not {Positional.Count}.");
        }

        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < Positional.Count; i++)
        {
            values[parameters[i]] = Positional[i];
        }

        foreach (var (name, value) in Named)
        {
            if (!parameters.Contains(name, StringComparer.Ordinal) || !values.TryAdd(name, value))
            {
                throw new ChatTemplateException($"\"{function}\" cannot be given \"{Describe.Shortened(name)}\" here.");
            }
        }

        return new BoundArguments(function, values);
    }
}

/// <summary>Arguments by name, each asked for in the kind that is needed.</summary>
internal sealed class BoundArguments(string function, Dictionary<string, object?> values)
{
    public bool Has(string name) => values.ContainsKey(name);

    public object? Value(string name) => values.TryGetValue(name, out var value) ? value : throw new ChatTemplateException($"\"{function}\" needs \"{name}\".");

    public object? Value(string name, object? otherwise) => values.GetValueOrDefault(name, otherwise);

    public bool Truth(string name, bool otherwise = false) => values.TryGetValue(name, out var value) ? TeachWhy.Transformer.Truth.Of(value) : otherwise;

    public TracedText Text(string name) => Value(name) as TracedText ?? throw Wrong(name, "a text");

    public TracedText? TextOrNull(string name) => Value(name, null) is { } value ? value as TracedText ?? throw Wrong(name, "a text") : null;

    public long Whole(string name, long otherwise) => Has(name) ? Numbers.Whole(Value(name)) ?? throw Wrong(name, "a whole number") : otherwise;

    private ChatTemplateException Wrong(string name, string wanted) => new($"\"{function}\" needs {wanted} as \"{name}\", not {Describe.Kind(values[name])}.");
}
