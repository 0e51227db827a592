using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TeachWhy.App.Serving;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Serving;

public sealed class SafetyTests
{
    private const string Endless = """{"model":"small","prompt":"a","max_tokens":100000,"stream":true}""";

    // A page from elsewhere can make a browser send a request here, under a name of its own or as a type that needs no leave.
    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LocalHost:99", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]:8080", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("192.168.0.7:8080", HttpStatusCode.Forbidden)]
    public async Task Only_names_of_this_machine_are_answered(string host, HttpStatusCode expected)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { Host = host } };

        using var response = await server.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_a_page_could_send_unasked_is_refused(string type)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise());
        using var content = new StringContent("""{"model":"small","prompt":"a"}""", Encoding.UTF8, new MediaTypeHeaderValue(type));

        using var response = await server.Client.PostAsync("/v1/completions", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer righteous", HttpStatusCode.Unauthorized)]
    [InlineData("Basic right", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer right", HttpStatusCode.OK)]
    public async Task Where_there_is_a_token_it_must_be_sent(string? authorization, HttpStatusCode expected)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise(), new ServerOptions { Token = "right" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await server.Client.SendAsync(request);
        using var health = await server.Client.GetAsync("/health");

        Assert.Equal((expected, HttpStatusCode.OK), (response.StatusCode, health.StatusCode));
        if (expected is HttpStatusCode.Unauthorized)
        {
            Assert.Contains("\"code\":\"invalid_api_key\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_with_the_limit()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise(), new ServerOptions { MostBodyBytes = 1000 });

        using var response = await server.PostAsync("/v1/completions", $$"""{"model":"small","prompt":"{{new string('a', 1000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("1000 bytes", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("POST", "/v1/embeddings", 404)]
    [InlineData("GET", "/v1/models/large", 404)]
    [InlineData("DELETE", "/v1/models/small", 405)]
    [InlineData("GET", "/v1/completions", 405)]
    public async Task What_is_not_there_is_refused_in_the_same_form(string method, string path, int expected)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise());
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await server.Client.SendAsync(request);

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.StartsWith("""{"error":{"message":"There is no """, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // One answer runs, one waits, and a third is told when to come again. Who goes away makes room.
    [Fact]
    public async Task A_full_queue_refuses_and_a_client_that_goes_frees_its_place()
    {
        await using var server = await RunningServer.StartAsync(Unending(new SamplerOptions { Sequences = 1, Queue = 1 }));
        using var leave = new CancellationTokenSource();
        var running = await server.PostAsync("/v1/completions", Endless, leave.Token);
        await FirstByteAsync(running);
        using var waiting = await server.PostAsync("/v1/completions", """{"model":"small","prompt":"a","max_tokens":3,"stream":true}""");

        using var refused = await server.PostAsync("/v1/completions", Endless);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Contains("rate_limit_exceeded", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        running.Dispose();
        Assert.EndsWith("data: [DONE]\n\n", await waiting.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_answers_of_a_request_begin_or_none_does()
    {
        await using var server = await RunningServer.StartAsync(Unending(new SamplerOptions { Sequences = 1, Queue = 2 }));
        using var running = await server.PostAsync("/v1/completions", Endless);
        await FirstByteAsync(running);

        using var refused = await server.PostAsync("/v1/completions", """{"model":"small","prompt":"a","n":3}""");
        using var waiting = await server.PostAsync("/v1/completions", """{"model":"small","prompt":"a","n":2,"stream":true}""");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, waiting.StatusCode));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_ended_with_a_sentence()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(Unending(), new ServerOptions { MostTime = TimeSpan.FromSeconds(20) }, time);
        using var streamed = await server.PostAsync("/v1/completions", Endless);
        await FirstByteAsync(streamed);

        time.Advance(TimeSpan.FromSeconds(20));

        var text = await RestAsync(streamed);
        Assert.Contains("not done after the 20 seconds", text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        await server.Display.NextAsync();
        Assert.Contains("not done", server.Display.Requests.Single().Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_lets_what_runs_end_and_cuts_off_what_does_not()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(Unending(), new ServerOptions { Grace = TimeSpan.FromSeconds(5) }, time);
        using var endless = await server.PostAsync("/v1/completions", Endless);
        await FirstByteAsync(endless);

        var stopped = server.StopAsync();
        time.Advance(TimeSpan.FromSeconds(5));

        var text = await RestAsync(endless);
        Assert.Contains("The server is stopping.", text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.Equal(1, await stopped);
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.GetAsync("/health"));
    }

    [Fact]
    public async Task A_stop_waits_for_a_running_stream_to_end()
    {
        await using var server = await RunningServer.StartAsync(Unending(), new ServerOptions { Grace = TimeSpan.FromMinutes(5) }, new ManualTime());
        using var stream = await server.PostAsync("/v1/completions", """{"model":"small","prompt":"a","max_tokens":2000,"stream":true,"stream_options":{"include_usage":true}}""");
        await FirstByteAsync(stream);

        var stopped = server.StopAsync();

        Assert.Contains("\"completion_tokens\":2000", await RestAsync(stream), StringComparison.Ordinal);
        Assert.Equal(0, await stopped);
    }

    /// <summary>A model that goes on for longer than any test.</summary>
    private static ServedModel Unending(SamplerOptions? options = null) => RunningServer.Noise(options, context: 100_000) with { EndTokens = [] };

    // The answer has begun: its place is taken.
    private static async Task FirstByteAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode);
        var stream = await response.Content.ReadAsStreamAsync();
        Assert.Equal(1, await stream.ReadAsync(new byte[1]));
    }

    private static async Task<string> RestAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        return await reader.ReadToEndAsync();
    }
}
