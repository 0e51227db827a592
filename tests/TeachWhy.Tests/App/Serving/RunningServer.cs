using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TeachWhy.App.Serving;
using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Serving;

/// <summary>A real server on a free port of this machine, and a client for it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly Server _server;
    private readonly SamplingEngine _engine;

    private RunningServer(Server server, SamplingEngine engine, Watcher display)
    {
        (_server, _engine, Display) = (server, engine, display);
        Client = new HttpClient { BaseAddress = server.Address };
    }

    public Uri Address => _server.Address;

    public HttpClient Client { get; }

    public Watcher Display { get; }

    public static async Task<RunningServer> StartAsync(ServedModel model, ServerOptions? options = null, TimeProvider? time = null)
    {
        var (display, number) = (new Watcher(), 0);
        var server = new Server(
            model, (options ?? new ServerOptions()) with { Port = 0 }, display, new Chance(() => (ulong)Interlocked.Increment(ref number)), time ?? TimeProvider.System);
        await server.StartAsync(CancellationToken.None);
        return new RunningServer(server, model.Engine, display);
    }

    /// <summary>A small model whose every answer is noise, but the same noise for the same seed.</summary>
    public static ServedModel Noise(SamplerOptions? options = null, int context = 128)
    {
        var tokenizer = new PieceTokenizer([[]]);
        using var model = TransformerModel.Create(
            new TransformerShape { Vocabulary = tokenizer.Count, Channels = 16, Layers = 1, Heads = 2, KeyValueHeads = 1, Hidden = 24, Context = context }, seed: 5);
        return Model(model, tokenizer, tokenizer.Count - 1, options);
    }

    public static ServedModel Model(TransformerModel model, ITokenizer tokenizer, int end, SamplerOptions? options = null) =>
        new("small", new SamplingEngine(model, options), tokenizer, Chat(tokenizer, end), [end], Begin: null, "a small one", "fp_test");

    // Nothing but what is said, so that a conversation's last letter is the prompt's; the comment tells how such a model answers.
    private static TemplateChatFormat Chat(ITokenizer tokenizer, int end) => new(
        ChatTemplate.Parse("{%- for message in messages %}{{ message.content }}{% endfor %}{# <think>, <tool_call> #}"), tokenizer, new SpecialTokens(null, [end], null));

    public Task<HttpResponseMessage> PostAsync(string path, string json, CancellationToken cancellation = default) =>
        Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) },
            HttpCompletionOption.ResponseHeadersRead, cancellation);

    /// <summary>The answer to a request that must succeed.</summary>
    public async Task<JsonNode> AskAsync(string path, string json)
    {
        using var response = await PostAsync(path, json);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The events of a stream that must succeed, without the <c>[DONE]</c> that must end it.</summary>
    public async Task<IReadOnlyList<JsonNode>> StreamAsync(string path, string json)
    {
        using var response = await PostAsync(path, json);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).SkipLast(1).Select(line => JsonNode.Parse(line["data: ".Length..])!)];
    }

    public Task<int> StopAsync() => _server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _engine.Dispose();
    }

    /// <summary>Keeps what a server tells of.</summary>
    internal sealed class Watcher : IServeDisplay
    {
        private readonly SemaphoreSlim _answered = new(0);

        public ConcurrentQueue<AnsweredRequest> Requests { get; } = [];

        public ConcurrentQueue<Exception> Failures { get; } = [];

        public void Listening(ServedModel model, Uri address, bool asksForToken)
        {
        }

        public void Answered(AnsweredRequest request)
        {
            Requests.Enqueue(request);
            _answered.Release();
        }

        public void Failed(Exception failure) => Failures.Enqueue(failure);

        public void Stopping(TimeSpan grace)
        {
        }

        /// <summary>Waits until one more request is over.</summary>
        public Task NextAsync() => _answered.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
