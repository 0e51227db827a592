using System.Threading.Channels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>A request on its way through the engine: who waits for it, and what became of it.</summary>
internal sealed class SampleJob
{
    // Continuations run elsewhere: the thread that samples does not stop for whoever waited.
    private readonly TaskCompletionSource<SampleResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChannelWriter<SampledToken>? _reader;
    private CancellationTokenRegistration _registration;

    /// <param name="reader">Gets each token as it is drawn; null where only the result is wanted.</param>
    public SampleJob(SampleRequest request, ChannelWriter<SampledToken>? reader = null)
    {
        Request = request;
        _reader = reader;
    }

    public SampleRequest Request { get; }

    public Task<SampleResult> Result => _done.Task;

    /// <summary>Finished, failed or cancelled: whoever still works on it may stop.</summary>
    public bool IsOver => _done.Task.IsCompleted;

    /// <summary>Where it waits; null once it is taken. Belongs to the queue.</summary>
    public LinkedListNode<SampleJob>? Place { get; set; }

    /// <summary>Calls <paramref name="cancelled"/> when the token is cancelled before the job is over.</summary>
    public void Watch(CancellationToken cancellation, Action<SampleJob> cancelled)
    {
        _registration = cancellation.UnsafeRegister(
            (_, token) =>
            {
                if (Cancel(token))
                {
                    cancelled(this);
                }
            }, null);
        if (IsOver)
        {
            _registration.Unregister();
        }
    }

    public void Report(SampledToken token) => _reader?.TryWrite(token);

    /// <summary>Somebody reads along.</summary>
    public bool IsStreaming => _reader is not null;

    public void Finish(SampleResult result) => End(_done.TrySetResult(result));

    public void Fail(Exception failure) => End(_done.TrySetException(failure));

    public bool Cancel(CancellationToken cancellation) => End(_done.TrySetCanceled(cancellation));

    private bool End(bool ended)
    {
        if (ended)
        {
            _reader?.TryComplete();
            _registration.Unregister();
        }
        return ended;
    }
}
