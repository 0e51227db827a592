using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

// What a template computes with. A value is one of: null (none), bool, long, double, TracedText, ListValue, MappingValue,
// NamespaceValue, LoopValue, FunctionValue, UndefinedValue. Nothing else exists, and nothing of it reaches outside.

/// <summary>A list, or a tuple where the template wrote one.</summary>
/// <param name="IsStream">Made by a filter that hands out items one by one in the reference; such a thing is true even without items.</param>
internal sealed record ListValue(IReadOnlyList<object?> Items, bool IsTuple = false, bool IsStream = false)
{
    public int Count => Items.Count;
}

/// <summary>Keys to values, in the order of writing.</summary>
internal sealed class MappingValue
{
    private readonly OrderedDictionary<object, object?> _entries = new(KeyComparer.Instance);

    public int Count => _entries.Count;

    public IEnumerable<KeyValuePair<object, object?>> Entries => _entries;

    public bool TryGet(object? key, out object? value)
    {
        value = null;
        return key is not null && _entries.TryGetValue(key, out value);
    }

    public void Set(object? key, object? value)
    {
        if (key is not (TracedText or long or bool or double))
        {
            throw new ChatTemplateException($"{Describe.Kind(key)} cannot be a key; text and numbers can.");
        }

        _entries[key] = value;
    }

    /// <summary>As in Python, true is 1 and 1.0 is 1.</summary>
    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        public new bool Equals(object? x, object? y) => Normal(x!).Equals(Normal(y!));

        public int GetHashCode(object obj) => Normal(obj).GetHashCode();

        private static object Normal(object key) => key switch
        {
            bool truth => truth ? 1d : 0d,
            long number => (double)number,
            _ => key,
        };
    }
}

/// <summary>The one value whose attributes a template may set.</summary>
internal sealed class NamespaceValue
{
    public Dictionary<string, object?> Attributes { get; } = new(StringComparer.Ordinal);
}

/// <summary>Something that can be called.</summary>
internal sealed record FunctionValue(string Name, Func<TemplateArguments, object?> Body);

/// <summary>What is not there. It prints as nothing and is false; using it for more is a mistake.</summary>
/// <param name="What">What was looked for.</param>
internal sealed record UndefinedValue(string What)
{
    public ChatTemplateException Missing() => new($"{What} is not defined.");
}

/// <summary>From JSON to values.</summary>
internal static class JsonValues
{
    /// <param name="source">Where its texts come from.</param>
    public static object? Read(JsonNode? node, int source) => node switch
    {
        null => null,
        JsonArray array => new ListValue([.. array.Select(item => Read(item, source))]),
        JsonObject mapping => ReadMapping(mapping, source),
        _ => ReadScalar((JsonValue)node, source),
    };

    public static MappingValue ReadMapping(JsonObject json, int source)
    {
        var mapping = new MappingValue();
        try
        {
            foreach (var (key, value) in json)
            {
                mapping.Set(TracedText.From(key, source), Read(value, source));
            }
        }
        catch (ArgumentException)
        {
            // JSON is read only as far as it is looked at; this is where a doubled name shows.
            throw new ChatTemplateException("an object of the conversation has the same name twice.");
        }

        return mapping;
    }

    private static object? ReadScalar(JsonValue value, int source)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return TracedText.From(ReadText(value), source);
            default:
                var digits = value.ToJsonString();
                if (!digits.AsSpan().ContainsAny('.', 'e', 'E'))
                {
                    return long.TryParse(digits, out var integer)
                        ? integer
                        : throw new ChatTemplateException($"the whole number {Describe.Shortened(digits)} does not fit into 64 bits.");
                }

                var number = double.Parse(digits);
                return double.IsFinite(number) ? number : throw new ChatTemplateException($"the number {Describe.Shortened(digits)} is too large.");
        }
    }

    private static string ReadText(JsonValue value)
    {
        try
        {
            return value.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            throw new ChatTemplateException("a text of the conversation holds half of a surrogate pair; only whole characters are allowed.");
        }
    }
}
