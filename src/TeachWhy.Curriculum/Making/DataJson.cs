using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;

namespace TeachWhy.Curriculum.Making;

/// <summary>Examples in the form of Hugging Face's chat datasets: <c>messages</c> and <c>tools</c>, or <c>text</c>; and <c>metadata</c>.</summary>
internal static class DataJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>One line, without its end.</summary>
    public static byte[] Line(Example example, JsonObject metadata) => example.Given is { } given ? GivenLine.Of(example, given, metadata) : JsonSerializer.SerializeToUtf8Bytes(
        new { example.Text, Messages = example.Messages?.Select(Of), Tools = example.Tools is { Count: > 0 } tools ? tools.Select(Tool) : null, Metadata = metadata }, Options);

    /// <summary>What is known of an item besides its text.</summary>
    public static JsonObject Metadata(string id, MadeItem item, GateRefusal? refusal)
    {
        var metadata = new JsonObject { ["id"] = id, ["recipe"] = item.Recipe };
        foreach (var (name, value) in new Dictionary<string, string?>(StringComparer.Ordinal) { ["section"] = item.Example.Section }
            .Concat(item.Example.Details.Select(detail => KeyValuePair.Create(detail.Key, (string?)detail.Value)))
            .Append(KeyValuePair.Create("gate", refusal?.Gate)).Append(KeyValuePair.Create("reason", refusal?.Reason)))
        {
            if (value is not null)
            {
                metadata[name] = value;
            }
        }

        if (item.Layers is { } layers)
        {
            metadata["layers"] = new JsonArray([.. layers.Select(layer => (JsonNode)layer)]);
        }

        return metadata;
    }

    internal static object Of(Message message) => new
    {
        message.Role,
        message.Content,
        ReasoningContent = message.Thinking,
        ToolCalls = message.Calls.Count > 0 ? message.Calls.Select(call => new { call.Id, Type = "function", Function = new { call.Name, Arguments = ArgumentsOf(call) } }) : null,
        ToolCallId = message.CallId,
    };

    /// <summary>The arguments of a call as JSON, as chat formats want them: the grammar's acts are words.</summary>
    public static string ArgumentsOf(MessageCall call) => call.Arguments.StartsWith('{') ? call.Arguments : JsonSerializer.Serialize(new { Text = call.Arguments }, Options);

    internal static object Tool(ToolDefinition tool) => new { Type = "function", Function = new { tool.Name, tool.Description, tool.Parameters } };
}
