using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeachWhy.Curriculum.Datasets;

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
    public static byte[] Line(Example example, object metadata) => JsonSerializer.SerializeToUtf8Bytes(
        new { example.Text, Messages = example.Messages?.Select(Of), Tools = example.Tools is { Count: > 0 } tools ? tools.Select(Tool) : null, Metadata = metadata }, Options);

    private static object Of(Message message) => new
    {
        message.Role,
        message.Content,
        ReasoningContent = message.Thinking,
        ToolCalls = message.Calls.Count > 0 ? message.Calls.Select(call => new { call.Id, Type = "function", Function = new { call.Name, Arguments = ArgumentsOf(call) } }) : null,
        ToolCallId = message.CallId,
    };

    // Chat formats want JSON; the grammar's acts are words.
    private static string ArgumentsOf(MessageCall call) => call.Arguments.StartsWith('{') ? call.Arguments : JsonSerializer.Serialize(new { Text = call.Arguments }, Options);

    private static object Tool(ToolDefinition tool) => new { Type = "function", Function = new { tool.Name, tool.Description, tool.Parameters } };
}
