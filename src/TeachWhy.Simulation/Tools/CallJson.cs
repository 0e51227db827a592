using System.Text.Json;
using Microsoft.Extensions.AI;
using TeachWhy.Chat;

namespace TeachWhy.Simulation;

/// <summary>A model's tool call as one line of JSON.</summary>
internal static class CallJson
{
    /// <summary>The arguments as a JSON object; where they are none, what the model wrote as a JSON string.</summary>
    public static string Of(FunctionCallContent call)
    {
        if (call.ArgumentsAsWritten() is { } written)
        {
            return JsonWords.Line(written.Length <= CallArguments.CallLimit ? written : written[..CallArguments.CallLimit]);
        }

        try
        {
            return call.Arguments is { } arguments ? JsonWords.Line(arguments) : "{}";
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return JsonWords.Line(broken.Message);
        }
    }
}
