using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using TeachWhy.Chat;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>A chat model in memory that writes as it is scripted, counts what it answered, and stops the run after so many answers.</summary>
internal sealed class CountingAuthorModel : IChatClient
{
    private int _calls;
    private int _answered;

    /// <summary>How often each request was answered.</summary>
    public ConcurrentDictionary<string, int> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Stops the run after so many answers from now; 0 for never.</summary>
    public int StopAfter { get; set; }

    /// <summary>Called when it is time to stop.</summary>
    public Action Stop { get; set; } = () => { };

    /// <summary>Every how-manieth call fails; 0 for none.</summary>
    public int FailsEvery { get; init; }

    public Func<string, string> Write { get; init; } = ScriptedWriter.Answer;

    /// <summary>A run begins: answers are counted from here.</summary>
    public void Begin(int stopAfter, Action stop) => (_answered, StopAfter, Stop) = (0, stopAfter, stop);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var prompt = string.Join('\n', messages.Select(message => message.Text));
        if (FailsEvery > 0 && Interlocked.Increment(ref _calls) % FailsEvery == 0)
        {
            throw new ChatFailureException("Nobody answered.", 3);
        }

        Answers.AddOrUpdate($"{options?.Seed} {prompt}", 1, (_, before) => before + 1);
        if (Interlocked.Increment(ref _answered) == StopAfter)
        {
            Stop();
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, Write($"{prompt}\n{options?.Seed}"))) { FinishReason = ChatFinishReason.Stop };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
