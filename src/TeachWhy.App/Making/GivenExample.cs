using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Training;

namespace TeachWhy.App.Making;

/// <summary>The example of a file's line, as recipes and gates look at it, with the line itself.</summary>
internal static class GivenExample
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The example with the line that it stands in; without it where it is a prompt and its completion.</summary>
    /// <exception cref="TrainingDataException">The line holds no example.</exception>
    public static Example Of(JsonLine line)
    {
        var read = Of(ExampleReader.Read(line));
        var given = JsonElement.Parse(line.Text.Span);
        return !given.TryGetProperty("messages", out var messages) ? read with { Given = read.Text is null ? null : given } : read with
        {
            Messages = [.. read.Messages!.Zip(messages.EnumerateArray(), (message, stands) => message with { Given = stands })],
            Section = given.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("section", out var section) && section.ValueKind == JsonValueKind.String ? section.GetString() : null,
            Given = given,
        };
    }

    /// <summary>The example alone.</summary>
    public static Example Of(TrainingExample read) => read switch
    {
        TrainingExample.Text document => Example.Document(document.Content),
        TrainingExample.Completion completion => Example.Chat(null, completion.Prompt, completion.Answer),
        TrainingExample.Conversation conversation => new Example
        {
            Messages = [.. conversation.Messages.Select(message => Message(message!.AsObject()))],
            Tools = conversation.Tools is { } tools ? [.. tools.Select(Tool)] : null,
        },
        var other => throw new InvalidOperationException($"An example of the kind {other.Name} cannot be looked at."),
    };

    private static Message Message(JsonObject message) =>
        new(Text(message, "role") switch { "developer" => "system", var role => role }, Text(message, "content"), Text(message, "reasoning_content"))
        {
            Calls = message["tool_calls"] is JsonArray calls ? [.. calls.Select(Call)] : [],
        };

    private static MessageCall Call(JsonNode? call) => call!["function"] is JsonObject function
        ? new MessageCall(Text(function, "name"), function["arguments"]?.ToJsonString(AsWritten) ?? "")
        : new MessageCall("", "");

    private static ToolDefinition Tool(JsonNode? tool) => tool!["function"] is JsonObject function
        ? new ToolDefinition(Text(function, "name"), Text(function, "description"), function["parameters"] is { } parameters ? JsonSerializer.SerializeToElement(parameters) : null)
        : new ToolDefinition("", null, JsonSerializer.SerializeToElement(tool));

    private static string Text(JsonObject of, string name) => of[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
}
