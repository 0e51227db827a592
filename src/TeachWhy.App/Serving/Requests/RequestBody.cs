using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace TeachWhy.App.Serving;

/// <summary>From the bytes of a request to a JSON object whose every text is sound.</summary>
internal static class RequestBody
{
    private const int MostDepth = 64;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    /// <exception cref="Refusal">It is no such object; the message says where.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        // Any other type could be sent by a page from elsewhere without the browser asking first.
        if (!request.HasJsonContentType())
        {
            throw new Refusal(415, $"The body must be sent as 'Content-Type: application/json', not '{Fields.Short(request.ContentType ?? "")}'.");
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new Refusal(415, $"The body must be sent plain, not as '{Fields.Short(request.Headers.ContentEncoding.ToString())}'.");
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        return Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new Refusal(400, "The body is empty; it must be a JSON object.");
        }

        if (!Utf8.IsValid(bytes))
        {
            throw new Refusal(400, "The body is not UTF-8.");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes.ToArray(), Strict);
        }
        catch (JsonException failure)
        {
            throw new Refusal(400, $"The body is not JSON of at most {MostDepth} levels without duplicate fields: line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}.");
        }

        try
        {
            RequireText(document.RootElement);
            return document;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape: JSON to the parser, but no text to anyone.
            document.Dispose();
            throw new Refusal(400, "The body holds an escape such as \\ud800 that is half a character.");
        }
    }

    /// <summary>Reads every name and string once, so that nobody after this meets one that cannot be read.</summary>
    private static void RequireText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    RequireText(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var entry in element.EnumerateArray())
                {
                    RequireText(entry);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            default:
                break;
        }
    }
}
