using Microsoft.Extensions.AI;
using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Chat;

public sealed class LocalChatClientTests : IDisposable
{
    private readonly TransformerModel _model = TransformerModel.Create(
        new TransformerShape { Vocabulary = 12, Channels = 16, Layers = 1, Heads = 2, KeyValueHeads = 2, Hidden = 24, Context = 32 }, seed: 5);

    private readonly SamplingEngine _engine;
    private readonly LocalChatClient _client;

    public LocalChatClientTests()
    {
        _engine = new SamplingEngine(_model, new SamplerOptions { Sequences = 4 });
        _client = new LocalChatClient(_engine, new Digits(), "tiny");
    }

    [Fact]
    public async Task A_reply_does_not_depend_on_who_else_is_waiting()
    {
        var alone = await AskAsync("1 2 3", seed: 7);
        var among = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => AskAsync(i % 2 == 0 ? "1 2 3" : "4 5", seed: i % 2 == 0 ? 7 : i)));

        Assert.All(among.Where((_, i) => i % 2 == 0), reply => Assert.Equal(alone, reply));
        Assert.True(among.Distinct(StringComparer.Ordinal).Count() > 1);
    }

    [Fact]
    public async Task A_request_that_cannot_be_encoded_fails_alone()
    {
        var good = AskAsync("1 2", seed: 1);

        await Assert.ThrowsAsync<FormatException>(() => AskAsync("one", seed: 1));
        Assert.NotNull(await good);
    }

    [Fact]
    public async Task A_cancelled_request_is_cancelled_and_the_next_is_answered()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync("1", seed: 1, cancelled.Token));
        Assert.NotNull(await AskAsync("1", seed: 1));
    }

    [Fact]
    public async Task A_streamed_reply_says_the_same_piece_by_piece()
    {
        var whole = await AskAsync("1 2 3", seed: 7);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in _client.GetStreamingResponseAsync(
            [new ChatMessage(ChatRole.User, "1 2 3")], new ChatOptions { Seed = 7, MaxOutputTokens = 12 }))
        {
            updates.Add(update);
        }

        var reply = updates.ToChatResponse();
        Assert.Equal(whole, reply.Text);
        Assert.True(updates.Count > 3, $"only {updates.Count} updates");
        Assert.Equal(3, reply.Usage?.InputTokenCount);
        Assert.NotNull(reply.FinishReason);
    }

    public void Dispose()
    {
        _client.Dispose();
        _engine.Dispose();
        _model.Dispose();
    }

    private async Task<string> AskAsync(string text, int seed, CancellationToken cancellation = default) =>
        (await _client.GetResponseAsync([new ChatMessage(ChatRole.User, text)], new ChatOptions { Seed = seed, MaxOutputTokens = 12 }, cancellation)).Text;

    private sealed class Digits : IChatTemplate
    {
        public IReadOnlyList<int> StopTokens => [0];

        public IReadOnlyList<int> Encode(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
            [.. messages.Single().Text.Split(' ').Select(int.Parse)];

        public IReplyDecoder Decoder(ChatOptions? options) => new Reply();

        private sealed class Reply : IReplyDecoder
        {
            private string _space = "";

            public IReadOnlyList<AIContent> Add(int token)
            {
                var text = $"{_space}{token}";
                _space = " ";
                return [new TextContent(text)];
            }

            public IReadOnlyList<AIContent> Finish() => [];
        }
    }
}
