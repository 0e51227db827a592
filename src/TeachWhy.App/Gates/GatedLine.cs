using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Training;

namespace TeachWhy.App.Gates;

/// <summary>The example of a file's line, as gates look at it.</summary>
internal static class GatedLine
{
    /// <exception cref="TrainingDataException">The line holds no example.</exception>
    public static GatedItem Read(JsonLine line) => ExampleReader.Read(line) switch
    {
        TrainingExample.Text document => new GatedItem(new ItemName(line.File, line.Number), Example.Document(document.Content)),
        TrainingExample.Completion completion => new GatedItem(new ItemName(line.File, line.Number), Example.Chat(null, completion.Prompt, completion.Answer)),
        TrainingExample.Conversation conversation => new GatedItem(
            new ItemName(line.File, line.Number), new Example { Messages = [.. conversation.Messages.Select(message => Message(message!.AsObject()))], Tools = conversation.Tools is { } tools ? [.. tools.Select(Tool)] : null }),
        var other => throw new InvalidOperationException($"An example of the kind {other.Name} cannot be looked at."),
    };

    private static Message Message(JsonObject message) =>
        new(Text(message, "role") switch { "developer" => "system", var role => role }, Text(message, "content"), Text(message, "reasoning_content"))
        {
            Calls = message["tool_calls"] is JsonArray calls ? [.. calls.Select(Call)] : [],
        };

    private static MessageCall Call(JsonNode? call) => call!["function"] is JsonObject function
        ? new MessageCall(Text(function, "name"), function["arguments"]?.ToJsonString() ?? "")
        : new MessageCall("", "");

    private static ToolDefinition Tool(JsonNode? tool) => tool!["function"] is JsonObject function
        ? new ToolDefinition(Text(function, "name"), Text(function, "description"), function["parameters"] is { } parameters ? JsonSerializer.SerializeToElement(parameters) : null)
        : new ToolDefinition("", null, JsonSerializer.SerializeToElement(tool));

    private static string Text(JsonObject of, string name) => of[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
}
