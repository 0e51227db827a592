using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;

namespace TeachWhy.Chat;

/// <summary>Asks again where that may help, and says in one sentence what went wrong where it does not.</summary>
internal sealed class RetryingClient : WholeReplyClient
{
    /// <summary>The property of a reply that tells how many attempts it took, where it took more than one.</summary>
    public const string AttemptsProperty = "attempts";

    private static readonly ResiliencePropertyKey<int> Tried = new("attempts");

    private readonly ChatModelName _name;
    private readonly RetryOptions _options;
    private readonly ResiliencePipeline<ChatResponse> _pipeline;
    private volatile bool _answered;

    public RetryingClient(IChatClient inner, ChatModelName name, ChatModelOptions options, ChatCounts counts)
        : base(inner)
    {
        (_name, _options) = (name, options.Retry);
        var builder = new ResiliencePipelineBuilder<ChatResponse> { TimeProvider = options.Time };
        if (Math.Max(_options.Attempts, _options.AttemptsInStorm) is > 1 and var most)
        {
            builder.AddRetry(new RetryStrategyOptions<ChatResponse>
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
                    counts.Retried();
                    return ValueTask.CompletedTask;
                },
            });
        }

        _pipeline = builder.Build();
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            var response = await _pipeline.ExecuteAsync(
                static (context, state) =>
                {
                    context.Properties.Set(Tried, context.Properties.GetValue(Tried, 0) + 1);
                    return new ValueTask<ChatResponse>(state.Client.GetResponseAsync(state.Asked, state.Options, context.CancellationToken));
                },
                context, (Client: InnerClient, Asked: asked, Options: options));
            _answered = true;
            if (context.Properties.GetValue(Tried, 1) is > 1 and var attempts)
            {
                (response.AdditionalProperties ??= [])[AttemptsProperty] = attempts;
            }

            return response;
        }
        catch (AttemptFailedException fault)
        {
            throw Told(fault, context.Properties.GetValue(Tried, 1));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
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
            AttemptFault.Mistake => new ChatMistakeException($"{_name.Text} cannot be asked: {fault.Message}.", fault),

            // What is refused or finds nobody before anything was ever answered would go wrong every time; later it is this one conversation, or this one moment.
            AttemptFault.Refused when !_answered => new ChatMistakeException($"{_name.Text} does not take the request: {fault.Message}.", fault),
            AttemptFault.Connection when !_answered => new ChatMistakeException($"{_name.Text} cannot be reached{times}: {fault.Message}.", fault),
            _ when AsksTooMuch(fault) => new ChatFailureException(
                $"{_name.Text} asks to wait {fault.RetryAfter!.Value.TotalSeconds:0} s, longer than the {_options.LongestAskedWait.TotalSeconds:0} s that are waited: {fault.Message}.", attempts, fault),
            _ => new ChatFailureException($"{_name.Text} failed{times}: {fault.Message}.", attempts, fault),
        };
    }
}
