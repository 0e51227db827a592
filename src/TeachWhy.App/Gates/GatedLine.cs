using System.Text.Json;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Datasets.Reading;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Training;

namespace TeachWhy.App.Gates;

/// <summary>The example of a file's line, in any form that datasets have, as gates look at it: nothing of it is left out.</summary>
internal static class GatedLine
{
    private const string Rejected = "rejected";

    /// <exception cref="TrainingDataException">The line holds no example.</exception>
    public static GatedItem Read(JsonLine line)
    {
        var item = DatasetItem.Read(line.Text);
        var damage = item.Damage ?? (item.Parts.Any(part => part.Messages.Count == DatasetItem.MostMessages) ? $"It has {DatasetItem.MostMessages:N0} messages or more, which no example has." : null);
        return damage is null ? new GatedItem(new ItemName(line.File, line.Number), ExampleOf(item)) : throw new TrainingDataException($"{line.Place}: {damage}");
    }

    private static Example ExampleOf(DatasetItem item) => item.Parts is [{ Messages: [{ Role: "document" } document] }]
        ? Example.Document(document.Text)
        : new Example
        {
            // What was not preferred is looked at, and is nothing that is taught or that ends a conversation.
            Messages = [.. item.Parts.OrderByDescending(part => part.Name == Rejected).SelectMany(part => part.Messages.Select(message => MessageOf(message, part.Name == Rejected)))],
            Tools = [.. item.Tools.Select(tool => new ToolDefinition(tool.Name, null, JsonElement.Parse(tool.Definition)))],
        };

    private static Message MessageOf(DatasetMessage message, bool rejected) => new(RoleOf(message.Role, rejected), message.Text, message.Thinking)
    {
        Calls = [.. message.Calls.Select(call => new MessageCall(call.Name, call.Arguments))],
    };

    private static string RoleOf(string role, bool rejected) => role switch
    {
        _ when rejected => "tool",
        "system" or "developer" => "system",
        "user" or "assistant" => role,
        _ => "tool",
    };
}
