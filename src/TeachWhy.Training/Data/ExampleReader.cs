using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Training;

/// <summary>Reads the example of a line. Every mistake is one sentence with the place.</summary>
public static class ExampleReader
{
    private const int DeepestJson = 64;

    private const string Allowed =
        "a line holds {\"text\": ...}, {\"messages\": [...]} with or without \"tools\", or {\"prompt\": ..., \"completion\": ...}";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = DeepestJson, AllowDuplicateProperties = false };

    /// <exception cref="TrainingDataException">The line holds no example.</exception>
    public static TrainingExample Read(JsonLine line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.Text, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw Wrong(line, $"holds {MessageReader.Kind(root)}; {Allowed}");
            }
            var kinds = new[] { "text", "messages", "prompt" }.Where(name => root.TryGetProperty(name, out _)).ToArray();
            return kinds switch
            {
                ["text"] => new TrainingExample.Text(TextOf(root, "text", line)),
                ["prompt"] => new TrainingExample.Completion(TextOf(root, "prompt", line), TextOf(root, "completion", line)),
                ["messages"] => Conversation(root, line),
                [] => throw Wrong(line, $"holds neither \"text\" nor \"messages\" nor \"prompt\"; {Allowed}"),
                _ => throw Wrong(line, $"holds both \"{kinds[0]}\" and \"{kinds[1]}\"; {Allowed}"),
            };
        }
        catch (JsonException failure)
        {
            var at = failure.BytePositionInLine is { } position ? $" (at byte {position + 1})" : "";
            throw new TrainingDataException($"{line.Place} is not the JSON of one object{at}; {Allowed}.", failure);
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair is a string to JSON, but no text.
            throw new TrainingDataException($"{line.Place} holds a string that is no valid text; {Allowed}.", failure);
        }
    }

    internal static TrainingDataException Wrong(JsonLine line, string what) => new($"{line.Place} {what}.");

    private static TrainingExample.Conversation Conversation(JsonElement root, JsonLine line)
    {
        var messages = root.GetProperty("messages");
        if (messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            throw Wrong(line, $"has \"messages\" that are {MessageReader.Kind(messages)}; they must be a list of at least one message");
        }
        var read = new JsonArray();
        foreach (var message in messages.EnumerateArray())
        {
            read.Add((JsonNode)MessageReader.Read(message, read.Count + 1, line));
        }
        return new TrainingExample.Conversation(read, MessageReader.Tools(root, line));
    }

    private static string TextOf(JsonElement root, string name, JsonLine line)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            throw Wrong(line, $"has no \"{name}\"; {Allowed}");
        }
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Wrong(line, $"has a \"{name}\" that is {MessageReader.Kind(value)}; it must be a string");
    }
}
