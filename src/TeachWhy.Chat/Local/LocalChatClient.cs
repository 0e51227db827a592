using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using TeachWhy.Transformer;

namespace TeachWhy.Chat.Local;

/// <summary>A checkpoint as a chat model. Requests that are made at the same time are sampled together.</summary>
public sealed class LocalChatClient : IChatClient
{
    private readonly SamplingEngine _engine;
    private readonly IChatTemplate _template;
    private readonly ChatClientMetadata _metadata;
    private readonly int _replyTokens;

    /// <param name="engine">Owned by the caller.</param>
    /// <param name="template">How this model speaks.</param>
    /// <param name="name">The model's name in rollouts.</param>
    /// <param name="replyTokens">Most tokens of a reply where the request does not say; fewer where the context has no room for as many.</param>
    public LocalChatClient(SamplingEngine engine, IChatTemplate template, string name, int replyTokens = 32)
    {
        _replyTokens = replyTokens;
        _engine = engine;
        _template = template;
        _metadata = new ChatClientMetadata("local", defaultModelId: name);
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = Request(messages, options);
        var result = await _engine.SampleAsync(request, cancellationToken);
        return new ChatResponse(_template.Decode(result.Tokens, options))
        {
            ModelId = _metadata.DefaultModelId,
            FinishReason = FinishReason(result),
            Usage = Usage(request, result),
        };
    }

    /// <summary>The text grows as the tokens come; a call comes whole.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = Request(messages, options);
        var stream = _engine.StreamAsync(request, cancellationToken);
        var said = _template.Decoder(options);
        await foreach (var token in stream.WithCancellation(cancellationToken))
        {
            if (said.Add(token.Token) is { Count: > 0 } contents)
            {
                yield return Update(contents);
            }
        }

        var result = await stream.Completion;
        var last = Update([.. said.Finish(), new UsageContent(Usage(request, result))]);
        last.FinishReason = FinishReason(result);
        yield return last;

        ChatResponseUpdate Update(IEnumerable<AIContent> contents) => new(ChatRole.Assistant, [.. contents]) { ModelId = _metadata.DefaultModelId };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Nothing to do: the engine belongs to the caller.</summary>
    public void Dispose()
    {
    }

    private SampleRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var (prompt, context) = (_template.Encode(messages, options), _engine.Shape.Context);
        return prompt.Count < context
            ? new SampleRequest
            {
                Prompt = prompt,
                MaxTokens = Math.Min(options?.MaxOutputTokens ?? _replyTokens, context - prompt.Count),
                Temperature = options?.Temperature ?? 1f,
                TopP = options?.TopP ?? 1f,
                TopK = options?.TopK ?? 0,
                Seed = unchecked((ulong)(options?.Seed ?? 0)),
                StopTokens = _template.StopTokens,
            }
            : throw new ChatFailureException(
                $"The conversation has {prompt.Count} tokens; the context of {_metadata.DefaultModelId} holds {context}, and at least one of them is for the answer.", attempts: 1);
    }

    private static ChatFinishReason FinishReason(SampleResult result) =>
        result.Reason == StopReason.Stop ? ChatFinishReason.Stop : ChatFinishReason.Length;

    private static UsageDetails Usage(SampleRequest request, SampleResult result) => new()
    {
        InputTokenCount = request.Prompt.Count,
        OutputTokenCount = result.Tokens.Count,
    };
}
