using System.Collections.Concurrent;

namespace TeachWhy.Chat;

/// <summary>One level of concurrency for each provider: models behind the same address share it.</summary>
public sealed class ProviderLevels
{
    private readonly ConcurrentDictionary<string, ConcurrencyLevel> _levels = new(StringComparer.OrdinalIgnoreCase);

    internal ConcurrencyLevel Of(Uri address, ConcurrencyOptions options, TimeProvider time) =>
        _levels.GetOrAdd(address.GetLeftPart(UriPartial.Authority), static (_, given) => new ConcurrencyLevel(given.options, given.time), (options, time));
}
