using Microsoft.Extensions.AI;
using TeachWhy.Chat;

namespace TeachWhy.Tests.Chat.Servers;

/// <summary>Chat models of a scripted server, and short ways of asking them.</summary>
internal static class Asking
{
    /// <summary>Every way to a provider: what comes back must not depend on it.</summary>
    public static TheoryData<string, bool> Ways => new()
    {
        { "anthropic/scripted", false },
        { "anthropic/scripted", true },
        { "openai/scripted", false },
        { "openai/scripted", true },
        { "compatible", false },
        { "compatible", true },
    };

    /// <summary>Time in which waits for another attempt are over at once, and timeouts never come.</summary>
    public static FakeTime Patient() => new() { Skips = TimeSpan.FromSeconds(45) };

    /// <param name="name">A model's name; <c>compatible</c> for the server as a compatible one.</param>
    public static ChatModel Open(this ScriptedServer server, string name, bool streams = false, TimeProvider? time = null, Func<ChatModelOptions, ChatModelOptions>? change = null)
    {
        var options = new ChatModelOptions { Variable = server.Variable, Streams = streams, Time = time ?? Patient(), Chance = Chance() };
        return ChatModels.Open(string.Equals(name, "compatible", StringComparison.Ordinal) ? server.Compatible() : ChatModelName.Parse(name), change?.Invoke(options) ?? options);
    }

    public static Task<ChatResponse> AskAsync(this ChatModel model, string question = "Why?", ChatOptions? options = null, CancellationToken cancellation = default) =>
        model.Client.GetResponseAsync([new(ChatRole.System, "Be brief."), new(ChatRole.User, question)], options, cancellation);

    private static Func<ulong> Chance()
    {
        ulong state = 0;
        return () => Interlocked.Add(ref state, 0x9E3779B97F4A7C15);
    }
}
