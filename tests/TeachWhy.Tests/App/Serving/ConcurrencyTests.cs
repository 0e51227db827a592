using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Serving;

public sealed class ConcurrencyTests
{
    // Chats and completions, short and long, whole and streamed: each must come out as if it had been alone.
    [Fact]
    public async Task Sixty_four_requests_at_once_get_the_answers_that_they_get_alone()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise(new SamplerOptions { Sequences = 24, Threads = 2 }));
        var requests = Enumerable.Range(0, 64).Select(i => i % 2 == 0
            ? (Path: "/v1/completions", Body: $$"""{"model":"small","prompt":"{{new string('b', 1 + (i % 9))}}","seed":{{i}},"max_tokens":{{5 + i}},"stop":"q","logprobs":1}""")
            : (Path: "/v1/chat/completions", Body: $$"""{"model":"small","messages":[{"role":"user","content":"{{i}}"}],"seed":{{i}},"top_p":0.9,"temperature":{{i % 3}}}""")).ToList();

        var alone = new List<string>();
        foreach (var (path, body) in requests)
        {
            alone.Add((await server.AskAsync(path, body))["choices"]!.ToJsonString());
        }

        var together = await Task.WhenAll(requests.Select(async request => (await server.AskAsync(request.Path, request.Body))["choices"]!.ToJsonString()));

        Assert.Equal(alone, together);
        Assert.True(alone.Distinct(StringComparer.Ordinal).Count() > 40);
    }

    [Fact]
    public async Task Sixty_four_streams_at_once_say_what_the_whole_answers_say()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise(new SamplerOptions { Sequences = 24, Threads = 2 }));

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            var body = $$"""{"model":"small","prompt":"a","seed":{{i}},"max_tokens":40""";
            var whole = (string)(await server.AskAsync("/v1/completions", body + "}"))["choices"]![0]!["text"]!;
            var parts = await server.StreamAsync("/v1/completions", body + ",\"stream\":true}");

            Assert.Equal(whole, string.Concat(parts.Select(part => (string)part["choices"]![0]!["text"]!)));
        }));
    }

    [Fact]
    public async Task Half_of_the_clients_going_away_changes_nothing_for_the_others()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise(new SamplerOptions { Sequences = 4 }));
        static string Body(int seed) => $$"""{"model":"small","prompt":"a","seed":{{seed}},"max_tokens":60,"stream":true}""";
        var alone = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => TextAsync(server, Body(i))));

        var staying = Enumerable.Range(0, 16).Select(i => TextAsync(server, Body(i))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            using var response = await server.PostAsync("/v1/completions", Body(100 + i));
        }));

        Assert.Equal(alone, await Task.WhenAll(staying));
        Assert.Empty(server.Display.Failures);
    }

    private static async Task<string> TextAsync(RunningServer server, string body) =>
        string.Concat((await server.StreamAsync("/v1/completions", body)).Select(part => (string)part["choices"]![0]!["text"]!));
}
