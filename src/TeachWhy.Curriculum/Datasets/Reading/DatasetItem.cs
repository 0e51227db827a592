using System.Text;
using System.Text.Json;

namespace TeachWhy.Curriculum.Datasets.Reading;

/// <summary>A tool call of an example.</summary>
/// <param name="Arguments">JSON, as far as the file has it.</param>
public sealed record DatasetCall(string Name, string Arguments, string? Id);

/// <summary>A message of an example; a document is a single one with the role <c>document</c>.</summary>
/// <param name="Answers">Of a tool's message, the name of the tool; empty where it is not known.</param>
/// <param name="Trained">Whether its words are trained on.</param>
public sealed record DatasetMessage(string Role, string Text, string Thinking, IReadOnlyList<DatasetCall> Calls, string Answers, bool Trained);

/// <summary>A part of an example: most have one; a preference has a prompt, what was preferred and what was not.</summary>
/// <param name="Name">Such as <c>chosen</c>; empty where there is but one.</param>
public sealed record DatasetPart(string Name, IReadOnlyList<DatasetMessage> Messages);

/// <summary>An earlier form of a text that the line itself keeps beside the later one.</summary>
/// <param name="Name">Such as <c>user</c>.</param>
public sealed record EarlierText(string Name, string Before, string After);

/// <summary>An example as a file has it, whoever wrote the file.</summary>
public sealed record DatasetItem
{
    /// <summary>Bytes that are shown of a line that is no example.</summary>
    public const int MostOfBroken = 4_000;

    /// <summary>Messages of one part that are read; further ones are left out.</summary>
    public const int MostMessages = 10_000;

    /// <summary>Its name, such as <c>12</c> or <c>12.3</c>; empty for none.</summary>
    public string Id { get; init; } = "";

    public IReadOnlyList<DatasetPart> Parts { get; init; } = [];

    /// <summary>Definitions of the tools at hand: the name, and JSON.</summary>
    public IReadOnlyList<(string Name, string Definition)> Tools { get; init; } = [];

    /// <summary>Whatever else stands in the line, the metadata first.</summary>
    public IReadOnlyList<(string Name, string Value)> Metadata { get; init; } = [];

    /// <summary>Pieces shared with other items that it was made of, each <c>STAGE:FOR</c>.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Earlier forms that the line keeps.</summary>
    public IReadOnlyList<EarlierText> Earlier { get; init; } = [];

    /// <summary>Why the line is no example, in a sentence; null where it is one.</summary>
    public string? Damage { get; init; }

    /// <summary>The line, or its beginning, where it is none.</summary>
    public string Raw { get; init; } = "";

    /// <summary>A value of the metadata; null for none.</summary>
    public string? Of(string name) => Metadata.FirstOrDefault(value => value.Name == name).Value;

    /// <summary>Every message.</summary>
    public IEnumerable<DatasetMessage> Messages => Parts.SelectMany(part => part.Messages);

    /// <summary>A line that is no example.</summary>
    public static DatasetItem Broken(string why, ReadOnlySpan<byte> line) => new()
    {
        Damage = why, Raw = Encoding.UTF8.GetString(line[..Math.Min(line.Length, MostOfBroken)]),
    };

    /// <summary>Reads a line; one that is no example says why.</summary>
    public static DatasetItem Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? ItemReader.Read(document.RootElement)
                : Broken($"The line is {Kind(document.RootElement.ValueKind)}; an example is a JSON object.", line.Span);
        }
        catch (JsonException failure)
        {
            return Broken($"The line is no JSON{(failure.BytePositionInLine is { } place ? $": byte {place + 1} cannot stand there" : "")}.", line.Span);
        }
        catch (InvalidOperationException)
        {
            return Broken("The line holds half a character, which is no text.", line.Span);
        }
    }

    private static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a JSON array",
        JsonValueKind.String => "a JSON text",
        _ => "a single JSON value",
    };
}
