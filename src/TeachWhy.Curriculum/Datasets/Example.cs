using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeachWhy.Curriculum.Datasets;

/// <summary>One item of a dataset: a document for next-token training, or a conversation whose last message is trained on.</summary>
public sealed record Example
{
    /// <summary>A document; null for a conversation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>A conversation; null for a document.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Message>? Messages { get; init; }

    /// <summary>The tools at hand; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ToolDefinition>? Tools { get; init; }

    /// <summary>The section of the constitution it teaches; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Section { get; init; }

    /// <summary>What of the last message is trained on.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Supervision>))]
    public Supervision Supervise { get; init; } = Supervision.Reply;

    /// <summary>What else is to be known of it, by name: it is written beside its number, and counted in the data card.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Of somebody's dataset, the line as it stands there: what is not changed of it is written as it was. Null for one that was made.</summary>
    [JsonIgnore]
    public JsonElement? Given { get; init; }

    /// <summary>The same conversation, with what the assistant thinks before its last message.</summary>
    public Example Thinking(string? thought) => Messages is { Count: > 0 } messages
        ? this with { Messages = [.. messages.SkipLast(1), messages[^1] with { Thinking = thought }] } : this;

    public static Example Document(string text, string? section = null) => new() { Text = text, Section = section };

    /// <param name="system">Null or empty for a chat without one.</param>
    public static Example Chat(string? system, string user, string reply, string? section = null) => new()
    {
        Messages = string.IsNullOrEmpty(system)
            ? [new Message("user", user), new Message("assistant", reply)]
            : [new Message("system", system), new Message("user", user), new Message("assistant", reply)],
        Section = section,
    };
}

/// <summary>What of the last message of a conversation is trained on.</summary>
public enum Supervision
{
    /// <summary>All the assistant says: thought, text and call.</summary>
    Reply,

    /// <summary>Only the tool call: the act without the reason.</summary>
    CallOnly,
}
