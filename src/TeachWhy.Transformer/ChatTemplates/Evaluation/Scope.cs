namespace TeachWhy.Transformer;

/// <summary>Variables that can be seen from here. What is set inside of a loop or macro is gone after it.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

    public object? this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._variables.TryGetValue(name, out var value))
                {
                    return value;
                }
            }

            return new UndefinedValue($"\"{Describe.Shortened(name)}\"");
        }
        set => _variables[name] = value;
    }

    private Scope? Outer => outer;
}
