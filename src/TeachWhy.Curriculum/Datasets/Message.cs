using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TeachWhy.Curriculum.Datasets;

/// <summary>One message.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c>, or <c>tool</c> for the result of a call.</param>
/// <param name="Content">What is said; of a tool, its result.</param>
/// <param name="Thinking">What is thought aloud before it; null for nothing.</param>
public sealed record Message(
    string Role, string Content, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Thinking = null)
{
    /// <summary>The tool calls, in order; empty for none.</summary>
    public IReadOnlyList<MessageCall> Calls { get; init; } = [];

    /// <summary>Of a tool's message, the id of the call whose result it is; null for the next call without a result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CallId { get; init; }

    /// <summary>Of somebody's dataset, the message as it stands there; null for one that was made.</summary>
    [JsonIgnore]
    public JsonElement? Given { get; init; }

    /// <summary>The same message, saying something else.</summary>
    public Message Saying(string content)
    {
        if (Given is not { } given)
        {
            return this with { Content = content };
        }

        var changed = JsonObject.Create(given.Clone())!;
        changed["content"] = content;
        return this with { Content = content, Given = JsonSerializer.SerializeToElement(changed) };
    }
}

/// <summary>A tool call in a dataset.</summary>
/// <param name="Name">Of the tool.</param>
/// <param name="Arguments">A JSON object; in the small world words.</param>
/// <param name="Id">Names the call for its result; null for none.</param>
public sealed record MessageCall(
    string Name, string Arguments, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id = null);
