using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat.Local;

/// <summary>Parts of a reply as the contents of messages.</summary>
public static class ReplyContents
{
    /// <summary>The property that marks text which has the marks of a tool call, but is none.</summary>
    public const string BrokenCall = "broken_tool_call";

    /// <param name="number">The how-manieth call of the reply this would be, from 1.</param>
    public static AIContent Of(ReplyPart part, int number) => part switch
    {
        ReplyPart.Thought thought => new TextReasoningContent(thought.Text),
        ReplyPart.Called call => new FunctionCallContent($"call-{number}", call.Name, Arguments(call.Arguments)),
        ReplyPart.Said { IsBrokenCall: true } said => new TextContent(said.Text) { AdditionalProperties = new() { [BrokenCall] = true } },
        _ => new TextContent(((ReplyPart.Said)part).Text),
    };

    /// <summary>A message in which texts and thoughts that follow each other are one.</summary>
    public static ChatMessage Message(IEnumerable<AIContent> contents)
    {
        var merged = new List<AIContent>();
        foreach (var content in contents)
        {
            switch (content, merged.LastOrDefault())
            {
                case (TextReasoningContent next, TextReasoningContent last):
                    last.Text += next.Text;
                    break;
                case (TextContent { AdditionalProperties: null } next, TextContent { AdditionalProperties: null } last):
                    last.Text += next.Text;
                    break;
                default:
                    merged.Add(content);
                    break;
            }
        }

        return new ChatMessage(ChatRole.Assistant, merged);
    }

    private static Dictionary<string, object?> Arguments(string json)
    {
        using var document = JsonDocument.Parse(json);
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in document.RootElement.EnumerateObject())
        {
            arguments[argument.Name] = argument.Value.ValueKind == JsonValueKind.String ? argument.Value.GetString() : argument.Value.Clone();
        }

        return arguments;
    }
}
