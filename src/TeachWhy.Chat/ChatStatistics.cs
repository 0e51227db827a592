using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>How it goes with a chat model, as of now.</summary>
/// <param name="Answered">Replies by the model, those from the cache not among them.</param>
/// <param name="FromCache">Replies that the cache had.</param>
/// <param name="Failed">Requests that nobody answered, in spite of retries.</param>
/// <param name="Retries">Attempts beyond the first.</param>
/// <param name="Level">Most requests at the same time; null where nothing limits them.</param>
/// <param name="Running">Requests that the provider has.</param>
/// <param name="Waiting">Requests that wait for their turn.</param>
/// <param name="Usage">Tokens of the replies by the model.</param>
/// <param name="CachedUsage">Tokens of the replies that the cache had, paid for earlier.</param>
/// <param name="Cost">US dollars for <paramref name="Usage"/>; null where the price is not known.</param>
public sealed record ChatStatistics(
    long Answered, long FromCache, long Failed, long Retries, int? Level, int Running, int Waiting, UsageDetails Usage, UsageDetails CachedUsage, decimal? Cost);

/// <summary>Counts while requests come and go, from any thread.</summary>
internal sealed class ChatCounts
{
    private readonly Lock _lock = new();
    private readonly UsageDetails _usage = new();
    private readonly UsageDetails _cachedUsage = new();
    private long _answered;
    private long _fromCache;
    private long _failed;
    private long _retries;

    public void Answered(UsageDetails? usage) => Count(ref _answered, _usage, usage);

    public void FromCache(UsageDetails? usage) => Count(ref _fromCache, _cachedUsage, usage);

    public void Failed() => Interlocked.Increment(ref _failed);

    public void Retried() => Interlocked.Increment(ref _retries);

    public ChatStatistics Snapshot(ConcurrencyLevel? level, ModelPrice? price)
    {
        lock (_lock)
        {
            return new ChatStatistics(
                _answered, _fromCache, Volatile.Read(ref _failed), Volatile.Read(ref _retries), level?.Level, level?.Running ?? 0, level?.Waiting ?? 0,
                Copy(_usage), Copy(_cachedUsage), price?.CostOf(_usage));
        }
    }

    private void Count(ref long count, UsageDetails sum, UsageDetails? usage)
    {
        lock (_lock)
        {
            count++;
            if (usage is not null)
            {
                sum.Add(usage);
            }
        }
    }

    private static UsageDetails Copy(UsageDetails usage)
    {
        var copy = new UsageDetails();
        copy.Add(usage);
        return copy;
    }
}
