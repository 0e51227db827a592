using System.Diagnostics;
using System.Text.Json.Nodes;

namespace TeachWhy.Tests.App.Serving;

/// <summary>The program that everybody has, as the documentation calls it.</summary>
public sealed class CurlTests
{
    private const string Json = "Content-Type: application/json";

    [CurlFact]
    public async Task It_chats_streams_and_is_told_of_errors()
    {
        using var recital = new Recital(('?', Recital.Words("Why", " not", "?")));
        await using var server = await RunningServer.StartAsync(recital.Serve());
        var chat = new Uri(server.Address, "/v1/chat/completions").ToString();

        var whole = await CurlAsync(chat, "-H", Json, "-d", """{"model":"small","messages":[{"role":"user","content":"Why?"}]}""");
        var stream = await CurlAsync("-N", chat, "-H", Json, "-d", """{"model":"small","messages":[{"role":"user","content":"Why?"}],"stream":true}""");
        var error = await CurlAsync(chat, "-d", "{}");

        Assert.Equal("Why not?", (string)JsonNode.Parse(whole)!["choices"]![0]!["message"]!["content"]!);
        Assert.EndsWith("data: [DONE]\n\n", stream, StringComparison.Ordinal);
        Assert.Contains("'Content-Type: application/json'", (string)JsonNode.Parse(error)!["error"]!["message"]!, StringComparison.Ordinal);
    }

    [CurlFact]
    public async Task It_may_go_in_the_middle_of_a_stream()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise(context: 100_000) with { EndTokens = [] });
        var completions = new Uri(server.Address, "/v1/completions").ToString();

        await CurlAsync("-N", "--max-time", "0.3", completions, "-H", Json, "-d", """{"model":"small","prompt":"a","max_tokens":100000,"stream":true}""");
        await server.Display.NextAsync();

        Assert.Equal("the client has gone", server.Display.Requests.Single().Failure);
        await server.AskAsync("/v1/completions", """{"model":"small","prompt":"a","max_tokens":3}""");
    }

    private static async Task<string> CurlAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("curl", ["--silent", "--noproxy", "*", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}

/// <summary>A test that needs curl: skipped, and says so, where there is none; with <c>CI=true</c> it fails instead.</summary>
public sealed class CurlFactAttribute : FactAttribute
{
    private static readonly bool Found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "curl.exe" : "curl")));

    public CurlFactAttribute()
    {
        if (!Found && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = "SKIPPED: no curl on this machine, so nobody called the server with it.";
        }
    }
}
