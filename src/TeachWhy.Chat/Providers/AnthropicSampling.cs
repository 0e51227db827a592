using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>
/// Temperature and its kin, for Anthropic. Its API has had none since the version of October 2026, and its client drops them
/// without a word; a measurement must not be made at another temperature than was asked for. So what differs from the
/// default is sent with the version before, which older models still take; newer ones refuse it, and say so.
/// </summary>
internal sealed class AnthropicSampling(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string VersionHeader = "anthropic-version";
    private const string LastVersionWithSampling = "2023-06-01";

    /// <summary>The options as the client sends them with everything they ask for.</summary>
    /// <param name="model">The model where they name none.</param>
    /// <param name="replyTokens">Most tokens of a reply where they do not say.</param>
    public static ChatOptions? Kept(ChatOptions? options, string model, int replyTokens)
    {
        var sampling = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Add("temperature", options?.Temperature is 1f ? null : (decimal?)options?.Temperature);
        Add("top_p", options?.TopP is 1f ? null : (decimal?)options?.TopP);
        Add("top_k", options?.TopK);
        if (sampling.Count == 0)
        {
            return options;
        }

        Dictionary<string, JsonElement> body = new(sampling, StringComparer.Ordinal)
        {
            ["model"] = JsonSerializer.SerializeToElement(options!.ModelId ?? model),
            ["max_tokens"] = JsonSerializer.SerializeToElement(options.MaxOutputTokens ?? replyTokens),
            ["messages"] = JsonSerializer.SerializeToElement(Array.Empty<object>()),
        };
        Dictionary<string, JsonElement> headers = new(StringComparer.Ordinal) { [VersionHeader] = JsonSerializer.SerializeToElement(LastVersionWithSampling) };
        var kept = options.Clone();
        kept.RawRepresentationFactory = _ => MessageCreateParams.FromRawUnchecked(headers, new Dictionary<string, JsonElement>(StringComparer.Ordinal), body);
        return kept;

        void Add(string name, decimal? value)
        {
            if (value is { } number)
            {
                sampling[name] = JsonSerializer.SerializeToElement(number);
            }
        }
    }

    // The client puts its own version beside the one that a request asks for: the request's holds.
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.TryGetValues(VersionHeader, out var versions) && versions.Contains(LastVersionWithSampling, StringComparer.Ordinal))
        {
            request.Headers.Remove(VersionHeader);
            request.Headers.Add(VersionHeader, LastVersionWithSampling);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
