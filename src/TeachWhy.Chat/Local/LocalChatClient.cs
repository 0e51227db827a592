using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using TeachWhy.Transformer;

namespace TeachWhy.Chat.Local;

/// <summary>A checkpoint as a chat model. Requests that wait at the same time are sampled as one batch.</summary>
public sealed class LocalChatClient : IChatClient
{
    private const int DefaultReplyTokens = 32;

    private readonly Sampler _sampler;
    private readonly IChatTemplate _template;
    private readonly ChatClientMetadata _metadata;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _worker;

    /// <param name="sampler">Owned by the caller.</param>
    /// <param name="template">How this model speaks.</param>
    /// <param name="name">The model's name in rollouts.</param>
    public LocalChatClient(Sampler sampler, IChatTemplate template, string name)
    {
        _sampler = sampler;
        _template = template;
        _metadata = new ChatClientMetadata("local", defaultModelId: name);
        _worker = Task.Run(WorkAsync);
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = new SampleRequest
        {
            Prompt = _template.Encode(messages, options),
            MaxTokens = options?.MaxOutputTokens ?? DefaultReplyTokens,
            Temperature = options?.Temperature ?? 1f,
            Seed = unchecked((ulong)(options?.Seed ?? 0)),
            StopTokens = _template.StopTokens,
        };
        var waiting = new Waiting(request, new TaskCompletionSource<SampleResult>(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        await _queue.Writer.WriteAsync(waiting, cancellationToken);
        var result = await waiting.Done.Task.WaitAsync(cancellationToken);

        return new ChatResponse(_template.Decode(result.Tokens, options))
        {
            ModelId = _metadata.DefaultModelId,
            FinishReason = result.Reason == StopReason.Stop ? ChatFinishReason.Stop : ChatFinishReason.Length,
            Usage = new UsageDetails { InputTokenCount = request.Prompt.Count, OutputTokenCount = result.Tokens.Count },
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Waits for the batch at hand; requests still waiting are cancelled.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _worker.GetAwaiter().GetResult();
    }

    private async Task WorkAsync()
    {
        var batch = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var waiting))
            {
                if (waiting.Cancellation.IsCancellationRequested)
                {
                    waiting.Done.TrySetCanceled(waiting.Cancellation);
                }
                else
                {
                    batch.Add(waiting);
                }
            }

            Sample(batch);
            batch.Clear();
        }
    }

    private void Sample(List<Waiting> batch)
    {
        try
        {
            var results = _sampler.Sample([.. batch.Select(w => w.Request)], CancellationToken.None);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Done.TrySetResult(results[i]);
            }
        }
        catch (Exception failure)
        {
            // Whoever asked gets the reason; the next batch has its own chance.
            batch.ForEach(w => w.Done.TrySetException(failure));
        }
    }

    private sealed record Waiting(SampleRequest Request, TaskCompletionSource<SampleResult> Done, CancellationToken Cancellation);
}
