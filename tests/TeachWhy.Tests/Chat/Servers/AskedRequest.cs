using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TeachWhy.Tests.Chat.Servers;

/// <summary>What a scripted server was asked, in either protocol.</summary>
/// <param name="Number">The how-manieth request it is, from 1.</param>
/// <param name="IsAnthropic">Anthropic's protocol; otherwise OpenAI's.</param>
internal sealed record AskedRequest(int Number, bool IsAnthropic, JsonObject Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Model => Body["model"]!.GetValue<string>();

    public bool Streams => Body["stream"]?.GetValue<bool>() == true;

    public JsonArray Messages => Body["messages"]!.AsArray();

    /// <summary>All text of the system messages.</summary>
    public string System => IsAnthropic
        ? TextOf(Body["system"])
        : string.Join('\n', Messages.Where(message => message!["role"]!.GetValue<string>() is "system" or "developer").Select(message => TextOf(message!["content"])));

    /// <summary>The text of the last message, a tool's result included.</summary>
    public string Last => Messages.Count == 0 ? "" : TextOf(Messages[^1]!["content"]);

    /// <summary>Names of the tools that are offered.</summary>
    public IReadOnlyList<string> Tools =>
        [.. (Body["tools"]?.AsArray() ?? []).Select(tool => (IsAnthropic ? tool!["name"] : tool!["function"]!["name"])!.GetValue<string>())];

    public static async Task<AskedRequest> ReadAsync(HttpRequest request, int number, CancellationToken cancellation)
    {
        var body = (await JsonNode.ParseAsync(request.Body, cancellationToken: cancellation))!.AsObject();
        return new AskedRequest(
            number, request.Path.Value!.EndsWith("/messages", StringComparison.Ordinal), body,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }

    // A text, or blocks of which some hold one.
    private static string TextOf(JsonNode? content) => content switch
    {
        null => "",
        JsonValue text => text.GetValue<string>(),
        JsonArray blocks => string.Join('\n', blocks.Select(block => block!["text"] is { } text ? text.GetValue<string>() : TextOf(block["content"])).Where(text => text.Length > 0)),
        _ => "",
    };
}
