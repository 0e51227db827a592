using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>
/// Templates differ in how they expect a message with tool calls: some tell of the calls only where the content is null, some want the
/// arguments as text. A made-up call shows what a template takes; a message is changed only where it would not be told as it is.
/// </summary>
internal sealed class CallLayout(ChatTemplate template, IReadOnlyDictionary<string, string> tokenNames)
{
    private const string Name = "made_up_call";
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<string, Layout> _found = new(StringComparer.Ordinal);

    /// <summary>The messages as the template takes them; the same ones where nothing is to be changed.</summary>
    public JsonArray Fit(JsonArray messages) =>
        messages.Any(HasCalls) ? [.. messages.Select(message => HasCalls(message) ? Fit((JsonObject)message!.DeepClone()) : message?.DeepClone())] : messages;

    private static bool HasCalls(JsonNode? message)
    {
        try
        {
            return message is JsonObject json && json["tool_calls"] is JsonArray { Count: > 0 };
        }
        catch (ArgumentException)
        {
            // A name that comes twice: rendering says so.
            return false;
        }
    }

    private JsonObject Fit(JsonObject message)
    {
        var content = message["content"];
        var isEmpty = content is null || (content is JsonValue value && value.TryGetValue<string>(out var text) && text.Length == 0);
        var kind = content is null ? "null" : isEmpty ? "empty" : "text";
        var layout = _found.GetOrAdd(kind, Find);
        if (isEmpty && layout.IsNull != content is null)
        {
            message["content"] = layout.IsNull ? null : "";
        }

        foreach (var call in layout.IsText ? message["tool_calls"]!.AsArray() : [])
        {
            if (call is JsonObject json && json["function"] is JsonObject function && function["arguments"] is JsonObject arguments)
            {
                function["arguments"] = arguments.ToJsonString(Plainly);
            }
        }

        return message;
    }

    /// <summary>The first layout that the template tells of, the given one before all others.</summary>
    private Layout Find(string kind)
    {
        var given = new Layout(kind == "null", IsText: false);
        Layout[] tries = kind == "text"
            ? [given, given with { IsText = true }]
            : [given, given with { IsNull = !given.IsNull }, given with { IsText = true }, new Layout(!given.IsNull, IsText: true)];
        return Array.Find(tries, layout => Tells(layout, kind == "text" ? "Well." : "")) ?? given;
    }

    private bool Tells(Layout layout, string content)
    {
        var arguments = new JsonObject { ["key"] = "value" };
        var call = new JsonObject
        {
            // Nine letters: some take no other.
            ["id"] = "callcall1",
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = Name, ["arguments"] = layout.IsText ? arguments.ToJsonString() : arguments },
        };
        JsonArray messages =
        [
            new JsonObject { ["role"] = "user", ["content"] = "?" },
            new JsonObject { ["role"] = "assistant", ["content"] = layout.IsNull ? null : content, ["tool_calls"] = new JsonArray(call) },
        ];
        try
        {
            return template.Render(new ChatConversation(messages) { Tools = [], TokenNames = tokenNames }).Text.Contains(Name, StringComparison.Ordinal);
        }
        catch (ChatTemplateException)
        {
            return false;
        }
    }

    /// <param name="IsNull">The content of a message that only calls is null, not empty.</param>
    /// <param name="IsText">Arguments are JSON as text.</param>
    private sealed record Layout(bool IsNull, bool IsText);
}
