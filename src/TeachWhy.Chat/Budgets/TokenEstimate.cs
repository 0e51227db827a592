using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>About how many tokens a text has, before anybody has counted them. It errs upwards: English has about four characters a token.</summary>
public static class TokenEstimate
{
    private const int CharactersPerToken = 3;

    // What a protocol puts around a message or a tool.
    private const int AroundEach = 8;

    public static long Of(string? text) => (((text?.Length ?? 0) + CharactersPerToken - 1) / CharactersPerToken);

    /// <summary>The input of a request: its messages and tools.</summary>
    public static long Of(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        messages.Sum(message => AroundEach + Of(message)) + (options?.Tools?.Sum(tool => AroundEach + Of(tool)) ?? 0) + Of(options?.Instructions);

    /// <summary>One message.</summary>
    public static long Of(ChatMessage message) => message.Contents.Sum(content => content switch
    {
        TextContent text => Of(text.Text),
        TextReasoningContent thought => Of(thought.Text),
        FunctionCallContent call => AroundEach + Of(call.Name) + (call.Arguments?.Sum(argument => Of(argument.Key) + Of(argument.Value?.ToString())) ?? 0),
        FunctionResultContent result => AroundEach + Of(result.Result?.ToString()),
        _ => 0,
    });

    private static long Of(AITool tool) => Of(tool.Name) + Of(tool.Description) + (tool is AIFunctionDeclaration declaration ? Of(declaration.JsonSchema.GetRawText()) : 0);
}
