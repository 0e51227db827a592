using System.Net;
using System.Text;

namespace TeachWhy.Chat;

/// <summary>
/// Everything a provider answers passes here, whichever client asked it: what is no reply becomes a fault that says what was meant,
/// and the body of a reply is bounded and has to keep coming.
/// </summary>
/// <param name="secret">The key it is asked with; null for none.</param>
internal sealed class ProviderHandler(HttpMessageHandler inner, WireLimits limits, string? secret, TimeProvider time) : DelegatingHandler(inner)
{
    private const int MostOfRefusal = 16 << 10;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw Failed(failure, request.RequestUri!);
        }

        var body = new WatchedStream(await response.Content.ReadAsStreamAsync(cancellationToken), limits, time);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw ProviderAnswer.Of(response.StatusCode, await BeginningAsync(body, cancellationToken), RetryAfter.Of(response.Headers, time.GetUtcNow()), secret);
            }
        }

        var watched = new StreamContent(body);
        foreach (var header in response.Content.Headers)
        {
            watched.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        response.Content = watched;
        return response;
    }

    private static AttemptFailedException Failed(HttpRequestException failure, Uri address)
    {
        var place = $"{address.Host}:{address.Port}";
        return failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Unreachable($"the name {address.Host} is not known"),
            HttpRequestError.ConnectionError => Unreachable($"nobody answers at {place}"),
            HttpRequestError.SecureConnectionError => Unreachable($"no secure connection to {place}"),
            HttpRequestError.ProxyTunnelError => Unreachable($"no way through the proxy to {place}"),

            // The request had been sent, and may have been worked on.
            _ => new AttemptFailedException(AttemptFault.Truncated, $"{place} hung up", inner: failure),
        };

        AttemptFailedException Unreachable(string what) => new(AttemptFault.Connection, what, inner: failure);
    }

    /// <summary>As much as is needed to say what is wrong; a body that breaks says what it said until then.</summary>
    private static async Task<string> BeginningAsync(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[MostOfRefusal];
        var read = 0;
        try
        {
            while (read < buffer.Length && await body.ReadAsync(buffer.AsMemory(read), cancellation) is var next and > 0)
            {
                read += next;
            }
        }
        catch (AttemptFailedException)
        {
            // The status says enough.
        }

        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
