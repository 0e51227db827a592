using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeachWhy.App.Serving;

/// <summary>How answers look as JSON: OpenAI's names, and text as it is.</summary>
internal static class Wire
{
    /// <summary>Only for bodies sent as <c>application/json</c> or as events: nothing is escaped for HTML.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);
}

internal sealed record Usage(int PromptTokens, int CompletionTokens)
{
    public int TotalTokens => PromptTokens + CompletionTokens;

    public static Usage Of(Tally tally) => new(tally.Read, tally.Written);
}

internal sealed record ErrorBody(ErrorDetail Error)
{
    public static ErrorBody Of(Refusal refusal) => new(new ErrorDetail(refusal.Message, refusal.Type, refusal.Parameter, refusal.Code));
}

internal sealed record ErrorDetail(string Message, string Type, string? Param, string? Code);

internal sealed record ModelList(IReadOnlyList<ModelEntry> Data)
{
    [JsonPropertyOrder(-1)]
    public string Object => "list";
}

internal sealed record ModelEntry(string Id, long Created)
{
    [JsonPropertyOrder(-1)]
    public string Object => "model";

    public string OwnedBy => "teachwhy";
}

/// <summary>What every answer of a kind begins with.</summary>
internal sealed record Heading(string Id, long Created, string Model, string SystemFingerprint);
