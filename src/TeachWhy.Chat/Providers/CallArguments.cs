using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>A tool call out of what a model wrote: its arguments may be anything.</summary>
internal static class CallArguments
{
    /// <summary>The property of a call whose arguments cannot be read: what the model wrote.</summary>
    public const string AsWritten = "arguments_as_written";

    /// <summary>A call; where the arguments are no JSON object it has none, and its <see cref="FunctionCallContent.Exception"/> says so.</summary>
    public static FunctionCallContent Call(string id, string name, string arguments)
    {
        try
        {
            // A tool without parameters is often called with nothing at all.
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new FunctionCallContent(id, name, Of(document.RootElement));
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // What cannot be read says so below.
        }

        return new FunctionCallContent(id, name)
        {
            Exception = Unreadable(),
            AdditionalProperties = new() { [AsWritten] = arguments },
        };
    }

    /// <summary>What a call says whose arguments cannot be read.</summary>
    public static FormatException Unreadable() => new("The arguments are no JSON object.");

    /// <summary>The members of an object: strings as strings, all else as JSON.</summary>
    public static Dictionary<string, object?> Of(JsonElement arguments)
    {
        var read = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in arguments.EnumerateObject())
        {
            read[argument.Name] = Plain(argument.Value);
        }

        return read;
    }

    /// <summary>A value as arguments hold it: strings as strings, all else as JSON.</summary>
    public static object? Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.Clone();
}
