using System.Net;
using System.Text;
using System.Text.Json;

namespace TeachWhy.Chat;

/// <summary>Tells what a provider means by an answer that is no reply, whatever its protocol.</summary>
internal static class ProviderAnswer
{
    private const int MostWords = 300;

    // What the providers and the common servers say of a conversation that is too long; some have a code of their own, some only words.
    private static readonly string[] TooLong =
    [
        "context_length_exceeded", "exceed_context_size", "maximum context length", "context length", "context window", "context limit", "prompt is too long", "context size",
    ];

    private static readonly string[] Filtered =
    [
        "content_filter", "content filter", "content_policy", "content policy", "content management policy", "ResponsibleAIPolicyViolation", "invalid_prompt", "usage policy", "input was flagged", "moderation",
    ];

    /// <summary>The failure that an answer of this status is.</summary>
    /// <param name="body">Its beginning.</param>
    /// <param name="secret">The key it was asked with, never to be repeated; null for none.</param>
    public static AttemptFailedException Of(HttpStatusCode status, string body, TimeSpan? retryAfter, string? secret)
    {
        var (words, kind) = Read(body, secret);
        var said = $"status {(int)status}{(words.Length > 0 ? $", {words}" : "")}";
        var fault = (int)status switch
        {
            429 => AttemptFault.RateLimited,
            503 or 529 => AttemptFault.Overloaded,
            408 or 409 or >= 500 => AttemptFault.Server,
            _ when kind.Contains("overloaded", StringComparison.OrdinalIgnoreCase) => AttemptFault.Overloaded,
            400 or 413 or 422 or 403 when Says(Filtered) => AttemptFault.Policy,
            400 or 413 or 422 when Says(TooLong) => AttemptFault.ContextLength,
            400 or 413 or 422 => AttemptFault.Refused,
            _ => AttemptFault.Mistake,
        };
        return new AttemptFailedException(fault, said, retryAfter);

        bool Says(string[] marks) => Array.Exists(marks, mark => kind.Contains(mark, StringComparison.OrdinalIgnoreCase) || words.Contains(mark, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A stranger's text in one bounded line.</summary>
    public static string OneLine(string text, int most = MostWords)
    {
        var line = new StringBuilder();
        foreach (var letter in text.Trim())
        {
            var plain = char.IsControl(letter) || char.IsWhiteSpace(letter) || char.IsSurrogate(letter) ? ' ' : letter;
            if (plain != ' ' || (line.Length > 0 && line[^1] != ' '))
            {
                line.Append(plain);
            }

            if (line.Length == most)
            {
                return line.Append("...").ToString();
            }
        }

        return line.ToString().TrimEnd(' ', '.');
    }

    private static (string Words, string Kind) Read(string body, string? secret)
    {
        var (words, kind) = (body, "");
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var error = Field(root, "error") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
            words = Text(Field(error, "message")) ?? Text(Field(root, "error")) ?? Text(Field(root, "message")) ?? Text(Field(root, "detail")) ?? body;
            kind = $"{Text(Field(error, "type"))} {Text(Field(error, "code"))}";
        }
        catch (JsonException)
        {
            // A proxy on the way answers in its own words.
        }

        var line = OneLine(words);
        return (string.IsNullOrEmpty(secret) ? line : line.Replace(secret, "(key)", StringComparison.Ordinal), kind);

        static JsonElement? Field(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) ? field : null;

        static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
    }
}
