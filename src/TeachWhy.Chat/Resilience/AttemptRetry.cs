using Polly;
using Polly.Retry;

namespace TeachWhy.Chat;

/// <summary>Tries again where that may help, and says in one sentence what went wrong where it does not.</summary>
/// <typeparam name="T">What an attempt answers.</typeparam>
internal sealed class AttemptRetry<T>
{
    private readonly string _name;
    private readonly RetryOptions _options;
    private readonly ResiliencePipeline<T> _pipeline;
    private volatile bool _answered;

    /// <param name="name">Of who is asked.</param>
    /// <param name="retried">Called before each attempt after the first.</param>
    public AttemptRetry(string name, ChatModelOptions options, Action? retried = null)
    {
        (_name, _options) = (name, options.Retry);
        var builder = new ResiliencePipelineBuilder<T> { TimeProvider = options.Time };
        if (Math.Max(_options.Attempts, _options.AttemptsInStorm) is > 1 and var most)
        {
            builder.AddRetry(new RetryStrategyOptions<T>
            {
                MaxRetryAttempts = most - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _options.FirstWait,
                MaxDelay = _options.LongestWait,
                Randomizer = () => (options.Chance() >> 11) * (1.0 / (1ul << 53)),
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is AttemptFailedException fault && IsWorthAnother(fault, arguments.AttemptNumber + 1)),
                DelayGenerator = arguments => ValueTask.FromResult(Asked(arguments.Outcome.Exception)),
                OnRetry = _ =>
                {
                    retried?.Invoke();
                    return ValueTask.CompletedTask;
                },
            });
        }

        _pipeline = builder.Build();
    }

    /// <returns>The answer, and how many attempts it took.</returns>
    /// <exception cref="ChatMistakeException">It would go wrong every time.</exception>
    /// <exception cref="ChatFailureException">It went wrong in spite of retries.</exception>
    public async Task<(T Answer, int Attempts)> RunAsync(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellation)
    {
        var attempts = 0;
        try
        {
            var answer = await _pipeline.ExecuteAsync(
                token =>
                {
                    attempts++;
                    return new ValueTask<T>(attempt(token));
                },
                cancellation);
            _answered = true;
            return (answer, attempts);
        }
        catch (AttemptFailedException fault)
        {
            throw Told(fault, attempts);
        }
    }

    private bool IsWorthAnother(AttemptFailedException fault, int attempts) =>
        fault.IsPassing && !AsksTooMuch(fault) && attempts < (fault.Fault is AttemptFault.RateLimited or AttemptFault.Overloaded ? _options.AttemptsInStorm : _options.Attempts);

    private bool AsksTooMuch(AttemptFailedException fault) => fault.RetryAfter > _options.LongestAskedWait;

    // What the provider asks for, and a little more, so that not everybody comes back at the same moment.
    private TimeSpan? Asked(Exception? failure) =>
        failure is AttemptFailedException { RetryAfter: { } wait } && wait > TimeSpan.Zero ? wait + (_options.FirstWait * 0.5) : null;

    private Exception Told(AttemptFailedException fault, int attempts)
    {
        var times = attempts == 1 ? "" : $" after {attempts} attempts";
        return fault.Fault switch
        {
            AttemptFault.Mistake => new ChatMistakeException($"{_name} cannot be asked: {fault.Message}.", fault),

            // What is refused or finds nobody before anything was ever answered would go wrong every time; later it is this one request, or this one moment.
            AttemptFault.Refused when !_answered => new ChatMistakeException($"{_name} does not take the request: {fault.Message}.", fault),
            AttemptFault.Connection when !_answered => new ChatMistakeException($"{_name} cannot be reached{times}: {fault.Message}.", fault),
            _ when AsksTooMuch(fault) => new ChatFailureException(
                $"{_name} asks to wait {fault.RetryAfter!.Value.TotalSeconds:0} s, longer than the {_options.LongestAskedWait.TotalSeconds:0} s that are waited: {fault.Message}.", attempts, fault),
            _ => new ChatFailureException($"{_name} failed{times}: {fault.Message}.", attempts, fault),
        };
    }
}
