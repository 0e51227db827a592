using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Chat.Local;

/// <summary>Reads tool calls out of the text between their marks. A model wrote it: nothing about it is certain.</summary>
internal static class CallText
{
    public const string TagOpen = "<tool_call>";
    public const string TagClose = "</tool_call>";
    public const string PythonTag = "<|python_tag|>";
    public const string WordsOpen = " . call : ";
    public const string WordsClose = " .";

    private const string TextArgument = "text";
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The call in a JSON object with a name and arguments; null where there is none.</summary>
    public static ReplyPart.Called? FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var call = document.RootElement;
            if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || name.GetString() is not { Length: > 0 } known)
            {
                return null;
            }

            return ArgumentsOf(call) is { } arguments ? new ReplyPart.Called(known, arguments) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The call in words: a name, and the rest as its one argument.</summary>
    public static ReplyPart.Called FromWords(string text)
    {
        var words = text.Split(' ', 2);
        var arguments = new JsonObject { [TextArgument] = words.Length > 1 ? words[1] : "" };
        return new ReplyPart.Called(words[0], arguments.ToJsonString(Plainly));
    }

    /// <summary>How long the JSON value at the start of a text is; null where it has not ended.</summary>
    public static int? EndOfObject(string text)
    {
        var (depth, isQuoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when isQuoted:
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '{' or '[' when !isQuoted:
                    depth++;
                    break;
                case '}' or ']' when !isQuoted && --depth <= 0:
                    return i + 1;
            }
        }

        return null;
    }

    /// <summary>Whether a text ends inside of quotes, where a mark is a word like any other.</summary>
    public static bool EndsInQuotes(ReadOnlySpan<char> text)
    {
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && isQuoted)
            {
                i++;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
        }

        return isQuoted;
    }

    private static string? ArgumentsOf(JsonElement call)
    {
        if (!call.TryGetProperty("arguments", out var arguments) && !call.TryGetProperty("parameters", out arguments))
        {
            return "{}";
        }

        // OpenAI's own form has the object as text.
        var text = arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText();
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object ? text : null;
    }
}
