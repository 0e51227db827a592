using System.Text.Json;
using System.Text.RegularExpressions;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Gates;

/// <summary>An item as gates look at it: its texts by who speaks, and its words, taken apart once for all gates. For one thread at a time.</summary>
public sealed partial class GatedItem
{
    private WordSequence? _words;
    private WordSequence? _taughtWords;

    public GatedItem(string id, Example example)
        : this(new ItemName(id), example)
    {
    }

    public GatedItem(ItemName name, Example example)
    {
        Name = name;
        Example = example;
        Document = example.Text;
        System = Of("system");
        User = Of("user");
        Assistant = Of("assistant");
        Tool = Of("tool");
        Descriptions = example.Tools is { Count: > 0 } tools ? string.Join('\n', tools.SelectMany(DescriptionsOf)) : "";
    }

    public ItemName Name { get; }

    public string Id => Name.ToString();

    public Example Example { get; }

    /// <summary>The text of a document; null for a conversation.</summary>
    public string? Document { get; }

    public string System { get; }

    public string User { get; }

    /// <summary>What the assistant says, thinks and calls.</summary>
    public string Assistant { get; }

    /// <summary>What tools answer.</summary>
    public string Tool { get; }

    /// <summary>What the tools at hand are said to do, and their arguments to be. Many items may share it: no part of <see cref="Words"/>.</summary>
    public string Descriptions { get; }

    /// <summary>What is trained on: the document, or what the assistant says.</summary>
    public string Taught => Document ?? Assistant;

    /// <summary>The words of everything.</summary>
    public WordSequence Words => _words ?? TakeApart().Words;

    /// <summary>The words of <see cref="Taught"/>.</summary>
    public WordSequence TaughtWords => _taughtWords ?? TakeApart().Taught;

    /// <summary>Every text, each apart.</summary>
    public IReadOnlyList<string> Parts() => Document is { } document ? [document] : [System, User, Assistant, Tool];

    private (WordSequence Words, WordSequence Taught) TakeApart()
    {
        var parts = Parts();
        Span<int> ends = stackalloc int[parts.Count];
        _words = WordSequence.Of(parts, ends);
        _taughtWords = Document is null ? _words.Part(ends[1], ends[2]) : _words;
        return (_words, _taughtWords);
    }

    private string Of(string role) => Example.Messages is not { Count: > 0 } messages ? "" : string.Join(
        '\n',
        messages.Where(message => string.Equals(message.Role, role, StringComparison.Ordinal))
            .SelectMany(message => new[] { message.Thinking, Unframed(message.Content) }.Concat(message.Calls.Select(call => Plain(call.Arguments)))).Where(text => !string.IsNullOrEmpty(text)));

    // The tags around an act are its form, as a tool's name is: every item may begin with them.
    private static string Unframed(string text) => text.Contains("<tool_use:", StringComparison.OrdinalIgnoreCase) ? Frame().Replace(text, "") : text;

    [GeneratedRegex(@"</?tool_use:[a-z0-9_-]{1,64}>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Frame();

    // Of the arguments of a call the strings as they are meant: an escaped end of a line would hide the word beside it.
    private static string Plain(string text)
    {
        if (!text.StartsWith('{'))
        {
            return text;
        }

        try
        {
            using var arguments = JsonDocument.Parse(text);
            return string.Join('\n', StringsOf(arguments.RootElement));
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static IEnumerable<string> DescriptionsOf(ToolDefinition tool) =>
        new[] { tool.Description ?? "" }.Concat(tool.Parameters is { } parameters ? StringsOf(parameters, "description") : []);

    // All strings, or those of one name.
    private static IEnumerable<string> StringsOf(JsonElement value, string? name = null) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => property.Value.ValueKind != JsonValueKind.String || name is null || property.NameEquals(name) ? StringsOf(property.Value, name) : []),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => StringsOf(item, name)),
        JsonValueKind.String => [value.GetString()!],
        _ => [],
    };
}
