using System.Diagnostics;
using System.Text.Json.Nodes;
using TeachWhy.Tests.House;

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

        // head ends after the first bytes, and curl with it.
        var body = """{"model":"small","prompt":"a","max_tokens":100000,"stream":true}""";
        var first = await OutputAsync("sh", "-c", $"curl --silent --noproxy '*' -N {completions} -H '{Json}' -d '{body}' | head -c 5");
        await server.Display.NextAsync();

        Assert.Equal(("data:", "the client has gone"), (first, server.Display.Requests.Single().Failure));
        await server.AskAsync("/v1/completions", """{"model":"small","prompt":"a","max_tokens":3}""");
    }

    // What the documentation says to type is typed, all of it, with the address of this server in the place of the one it names.
    [CurlFact]
    public async Task The_commands_of_the_documentation_are_answered()
    {
        using var recital = new Recital(('?', Recital.Words("Because.")), ('e', Recital.Words(" here")));
        await using var server = await RunningServer.StartAsync(recital.Serve() with { Name = "mini" });
        var page = File.ReadAllText(Repository.PathOf("docs/serving.md")).Replace("\\\n", " ", StringComparison.Ordinal);
        var commands = page.Split('\n').Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToList();

        Assert.True(commands.Count >= 3);
        foreach (var command in commands)
        {
            var answer = await OutputAsync("sh", "-c", command
                .Replace("http://127.0.0.1:8080", server.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                .Replace("curl ", "curl --silent --noproxy '*' ", StringComparison.Ordinal));
            Assert.Contains("\"object\":", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("\"error\":", answer, StringComparison.Ordinal);
        }
    }

    private static Task<string> CurlAsync(params string[] arguments) => OutputAsync("curl", ["--silent", "--noproxy", "*", .. arguments]);

    private static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
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
