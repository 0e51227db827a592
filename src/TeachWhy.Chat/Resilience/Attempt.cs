using System.Text.Json;

namespace TeachWhy.Chat;

/// <summary>One attempt to ask a provider: it takes no longer than it may, and ends in an answer or in an <see cref="AttemptFailedException"/>, whichever client is behind it.</summary>
internal static class Attempt
{
    /// <param name="most">What it may take, from the request to the last byte of the answer.</param>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> ask, TimeSpan most, TimeProvider time, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var wire = WireFault.Begin();
        try
        {
            return await ask(either.Token);
        }
        catch (Exception failure)
        {
            // A caller who gave up gets that and nothing else, whatever the client made of it.
            cancellation.ThrowIfCancellationRequested();
            throw late.IsCancellationRequested
                ? new AttemptFailedException(AttemptFault.Timeout, $"no whole reply within {most.TotalSeconds:0} s", inner: failure)
                : Told(failure) ?? wire.First ?? Understood(failure);
        }
    }

    // What the handler said, however deep the client has wrapped it.
    private static AttemptFailedException? Told(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AttemptFailedException fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static AttemptFailedException Understood(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException or IOException)
            {
                return new AttemptFailedException(AttemptFault.Truncated, "the connection broke in the middle of the reply", inner: failure);
            }
        }

        // In the middle of a stream Anthropic says so in an event of its own, which its client makes an exception of.
        var words = ProviderAnswer.OneLine(failure.Message);
        var kind = words.Contains("overloaded_error", StringComparison.Ordinal) ? AttemptFault.Overloaded
            : words.Contains("rate_limit_error", StringComparison.Ordinal) ? AttemptFault.RateLimited
            : words.Contains("api_error", StringComparison.Ordinal) ? AttemptFault.Server
            : AttemptFault.Malformed;
        return failure is JsonException
            ? OpenAiReply.Malformed("it is no JSON that can be read", failure)
            : new AttemptFailedException(kind, kind == AttemptFault.Malformed ? $"the reply does not follow the protocol: {words}" : words, inner: failure);
    }
}
