using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeachWhy.App.Serving;

/// <summary>An answer to a plain completion, and each event of a streamed one.</summary>
internal sealed record TextCompletion(string Id, long Created, string Model, string SystemFingerprint, IReadOnlyList<TextChoice> Choices)
{
    [JsonPropertyOrder(-1)]
    public string Object => "text_completion";

    /// <summary>Left out of a stream where nobody asked for it, a null of JSON until the last event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Usage { get; init; }
}

internal sealed record TextChoice(int Index, string Text, TextLogprobs? Logprobs, string? FinishReason);

/// <param name="TextOffset">Where each token's text begins in the answer, in UTF-16 units.</param>
internal sealed record TextLogprobs(
    IReadOnlyList<string> Tokens,
    IReadOnlyList<float> TokenLogprobs,
    IReadOnlyList<IReadOnlyDictionary<string, float>> TopLogprobs,
    IReadOnlyList<int> TextOffset);
