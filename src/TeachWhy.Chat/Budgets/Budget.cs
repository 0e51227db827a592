namespace TeachWhy.Chat;

/// <summary>
/// What a run may spend, over all its models. Each request first reserves what it can cost at most, by an estimate of its input
/// and the length its reply may have, so that requests at the same time do not overshoot together; afterwards it is settled with what it did cost.
/// </summary>
public sealed class Budget
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (decimal Cost, long Tokens) _spent;
    private (decimal Cost, long Tokens) _reserved;

    /// <summary>US dollars; null for no bound.</summary>
    public decimal? MaxCost { get; init; }

    /// <summary>Input and output tokens; null for no bound.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>US dollars spent, so far as prices are known.</summary>
    public decimal SpentCost
    {
        get
        {
            lock (_lock)
            {
                return _spent.Cost;
            }
        }
    }

    /// <summary>Tokens spent.</summary>
    public long SpentTokens
    {
        get
        {
            lock (_lock)
            {
                return _spent.Tokens;
            }
        }
    }

    /// <summary>Counts what was spent elsewhere, such as by earlier runs of the same work.</summary>
    public void Charge(decimal cost, long tokens) => Settle((0, 0), (cost, tokens));

    /// <summary>Sets aside what a request can cost at most. Where only what others have set aside stands in the way, it waits until they know.</summary>
    /// <exception cref="BudgetExceededException">It would be more than is left.</exception>
    internal async Task<Reservation> ReserveAsync(decimal cost, long tokens, CancellationToken cancellation)
    {
        while (true)
        {
            Task settled;
            lock (_lock)
            {
                if (Fits(_spent.Cost + _reserved.Cost + cost, _spent.Tokens + _reserved.Tokens + tokens))
                {
                    _reserved = (_reserved.Cost + cost, _reserved.Tokens + tokens);
                    return new Reservation(this, cost, tokens);
                }

                if (!Fits(_spent.Cost + cost, _spent.Tokens + tokens))
                {
                    throw Exceeded(cost, tokens);
                }

                settled = _settled.Task;
            }

            await settled.WaitAsync(cancellation);
        }
    }

    private bool Fits(decimal cost, long tokens) => !(cost > MaxCost) && !(tokens > MaxTokens);

    private BudgetExceededException Exceeded(decimal cost, long tokens) => _spent.Cost + cost > MaxCost
        ? new BudgetExceededException(FormattableString.Invariant($"The budget of ${MaxCost:0.00##} is used up: ${_spent.Cost:0.00##} are spent, and the next request can cost ${cost:0.00##}."))
        : new BudgetExceededException(FormattableString.Invariant($"The budget of {MaxTokens:N0} tokens is used up: {_spent.Tokens:N0} are spent, and the next request can take {tokens:N0}."));

    private void Settle((decimal Cost, long Tokens) reserved, (decimal Cost, long Tokens) spent)
    {
        TaskCompletionSource settled;
        lock (_lock)
        {
            _reserved = (_reserved.Cost - reserved.Cost, _reserved.Tokens - reserved.Tokens);
            _spent = (_spent.Cost + spent.Cost, _spent.Tokens + spent.Tokens);
            (settled, _settled) = (_settled, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        settled.TrySetResult();
    }

    /// <summary>What one request has set aside.</summary>
    internal sealed class Reservation(Budget budget, decimal cost, long tokens) : IDisposable
    {
        private bool _over;

        /// <summary>The request has cost this much.</summary>
        public void Settle(decimal spentCost, long spentTokens)
        {
            if (!_over)
            {
                _over = true;
                budget.Settle((cost, tokens), (spentCost, spentTokens));
            }
        }

        /// <summary>The request has cost nothing, where nothing else was said.</summary>
        public void Dispose() => Settle(0, 0);
    }
}
