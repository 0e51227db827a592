using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>A tool call whose arguments are no JSON object.</summary>
public static class UnreadableCall
{
    /// <summary>The arguments as the model wrote them; null for a call that could be read.</summary>
    public static string? ArgumentsAsWritten(this FunctionCallContent call) =>
        call.Exception is null ? null : call.AdditionalProperties?.GetValueOrDefault(CallArguments.AsWritten) as string ?? "";
}
