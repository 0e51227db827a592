using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>A chat server that writes as <see cref="ScriptedWriter"/> does.</summary>
internal static class WritingServer
{
    public static Task<ScriptedServer> StartAsync() =>
        ScriptedServer.StartAsync(request => new ScriptedReply.Said { Text = ScriptedWriter.Answer($"{request.System}\n{request.Last}\n{request.Body["seed"]}") });
}
