using System.Globalization;
using System.Net.Http.Headers;

namespace TeachWhy.Chat;

/// <summary>How long a provider asks to be left alone.</summary>
internal static class RetryAfter
{
    /// <summary>Of <c>retry-after-ms</c> or <c>Retry-After</c>, in seconds or as a date; null where neither says anything sensible.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => Seconds(headers),
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // Whole seconds are the standard; some providers send fractions.
    private static TimeSpan? Seconds(HttpResponseHeaders headers) =>
        headers.TryGetValues("Retry-After", out var values)
        && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
