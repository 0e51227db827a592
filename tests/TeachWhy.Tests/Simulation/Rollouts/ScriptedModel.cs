using Microsoft.Extensions.AI;

namespace TeachWhy.Tests.Simulation.Rollouts;

/// <summary>A model that says what a test wrote for it, reply after reply, the last one for ever.</summary>
internal sealed class ScriptedModel(params Func<CancellationToken, ChatResponse>[] replies) : IChatClient
{
    /// <summary>What it was asked, each time.</summary>
    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Asked { get; } = [];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Asked.Add(([.. messages], options));
        return Task.FromResult(replies[Math.Min(Asked.Count, replies.Length) - 1](cancellationToken));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    public static Func<CancellationToken, ChatResponse> Says(string text, ChatFinishReason? finish = null) => Replies([new TextContent(text)], finish ?? ChatFinishReason.Stop);

    public static Func<CancellationToken, ChatResponse> Calls(params (string Tool, object Arguments)[] calls) =>
        Replies([.. calls.Select((call, i) => Call($"call-{i}", call.Tool, call.Arguments))], ChatFinishReason.ToolCalls);

    public static Func<CancellationToken, ChatResponse> Replies(IReadOnlyList<AIContent> contents, ChatFinishReason? finish, UsageDetails? usage = null) =>
        _ => new ChatResponse(new ChatMessage(ChatRole.Assistant, [.. contents])) { FinishReason = finish, Usage = usage };

    public static FunctionCallContent Call(string id, string tool, object arguments) =>
        new(id, tool, arguments.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(arguments), StringComparer.Ordinal));
}
