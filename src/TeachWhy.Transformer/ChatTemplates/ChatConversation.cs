using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>What a chat template is given, in the form that OpenAI and Hugging Face share.</summary>
/// <param name="Messages">Objects with <c>role</c>, <c>content</c>, and where there are any <c>tool_calls</c>, <c>tool_call_id</c>, <c>reasoning_content</c>.</param>
public sealed record ChatConversation(JsonArray Messages)
{
    /// <summary>Function definitions; null for none.</summary>
    public JsonArray? Tools { get; init; }

    /// <summary>True to end with the words after which the assistant speaks.</summary>
    public bool AddGenerationPrompt { get; init; }

    /// <summary>The spelling of tokens that templates ask for by name, such as <c>bos_token</c>. They count as the template's own text.</summary>
    public IReadOnlyDictionary<string, string> TokenNames { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Further variables, such as <c>enable_thinking</c>; null for none.</summary>
    public JsonObject? Variables { get; init; }

    /// <summary>Where templates that tell the date read it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
