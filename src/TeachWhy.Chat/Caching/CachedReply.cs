using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>A reply as it is kept, and back as it came.</summary>
internal static class CachedReply
{
    public static JsonElement Write(ChatResponse response) => JsonSerializer.SerializeToElement(response, AIJsonUtilities.DefaultOptions);

    public static ChatResponse? Read(JsonElement reply)
    {
        var response = reply.Deserialize<ChatResponse>(AIJsonUtilities.DefaultOptions);
        foreach (var content in response?.Messages.SelectMany(message => message.Contents) ?? [])
        {
            if (content is FunctionCallContent { Arguments: { } arguments } call)
            {
                call.Arguments = arguments.ToDictionary(argument => argument.Key, argument => argument.Value is JsonElement value ? CallArguments.Plain(value) : argument.Value, StringComparer.Ordinal);
            }
            else if (content is FunctionCallContent broken)
            {
                broken.Exception = CallArguments.Unreadable();
            }
        }

        return response;
    }
}
