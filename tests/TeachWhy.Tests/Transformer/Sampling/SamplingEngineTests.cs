using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer.Sampling;

public sealed class SamplingEngineTests : IDisposable
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 37, Channels = 32, Layers = 2, Heads = 4, KeyValueHeads = 2, Hidden = 40, Context = 96,
    };

    private readonly TransformerModel _model = TransformerModel.Create(Shape, seed: 1);

    // What it is asked to write takes far longer than any test.
    private readonly TransformerModel _patient = TransformerModel.Create(Shape with { Context = 4096 }, seed: 1);

    public void Dispose()
    {
        _model.Dispose();
        _patient.Dispose();
    }

    // Requests come one by one, in bursts, from several threads, and some leave: none of it may show in another's tokens.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(64, 2)]
    [InlineData(3, 3)]
    public async Task A_result_does_not_depend_on_when_others_come_and_go(int sequences, int threads)
    {
        var requests = SampleRequests.Draw(Shape, 60);
        using var alone = new Sampler(_model, new SamplerOptions { Sequences = 1 });
        var expected = alone.Sample(requests);
        using var engine = new SamplingEngine(_model, new SamplerOptions { Sequences = sequences, Threads = threads });
        using var leaving = new CancellationTokenSource();

        var passing = requests.Take(20).Select(request => engine.SampleAsync(request with { MaxTokens = 90 }, leaving.Token)).ToList();
        var burst = requests.Take(30).Select(request => engine.SampleAsync(request)).ToList();
        await burst[3];
        await leaving.CancelAsync();
        var late = await Task.WhenAll(requests.Skip(30).Select(request => Task.Run(() => engine.SampleAsync(request))));

        SampleResult[] actual = [.. await Task.WhenAll(burst), .. late];
        for (var i = 0; i < requests.Count; i++)
        {
            Assert.Equal(expected[i].Tokens, actual[i].Tokens);
            Assert.Equal(expected[i].Reason, actual[i].Reason);
        }
        Assert.All(passing, task => Assert.True(task.IsCompleted));
    }

    [Fact]
    public async Task A_stream_gives_the_tokens_of_the_result_and_its_end()
    {
        using var engine = new SamplingEngine(_model);
        var request = new SampleRequest { Prompt = [1, 2, 3], MaxTokens = 20, Seed = 4, LikeliestTokens = 3 };
        var expected = await engine.SampleAsync(request);

        var stream = engine.StreamAsync(request);
        var tokens = new List<SampledToken>();
        await foreach (var token in stream)
        {
            tokens.Add(token);
        }

        Assert.Equal(expected.Tokens, tokens.Select(token => token.Token));
        Assert.Equal(expected.LogProbabilities!.Select(token => token.LogProbability), tokens.Select(token => token.LogProbability));
        Assert.Equal(StopReason.Length, (await stream.Completion).Reason);
    }

    [Fact]
    public async Task A_reader_who_leaves_a_stream_early_frees_its_place()
    {
        using var engine = new SamplingEngine(_patient, new SamplerOptions { Sequences = 1 });
        var stream = engine.StreamAsync(new SampleRequest { Prompt = [1], MaxTokens = 4000 });
        await foreach (var _ in stream)
        {
            break;
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.Completion);
        Assert.Equal(2, (await engine.SampleAsync(new SampleRequest { Prompt = [1], MaxTokens = 2 })).Tokens.Count);
    }

    [Fact]
    public async Task A_full_queue_refuses_the_next_request_and_a_cancelled_one_makes_room()
    {
        using var engine = new SamplingEngine(_patient, new SamplerOptions { Sequences = 1, Queue = 2 });
        var endless = Enumerable.Range(0, 50).Select(_ => new SampleRequest { Prompt = [1], MaxTokens = 4000 }).ToList();
        using var cancellation = new CancellationTokenSource();
        var accepted = new List<Task<SampleResult>>();

        var refusal = Assert.Throws<QueueFullException>(() =>
            endless.ForEach(request => accepted.Add(engine.SampleAsync(request, cancellation.Token))));

        Assert.Equal(2, refusal.Limit);
        Assert.InRange(accepted.Count, 2, 49);
        await cancellation.CancelAsync();
        Assert.NotNull(await engine.SampleAsync(new SampleRequest { Prompt = [1] }));
        Assert.NotNull(await engine.SampleAsync(new SampleRequest { Prompt = [2] }));
    }

    [Fact]
    public async Task What_is_in_work_when_the_engine_is_disposed_of_is_cancelled()
    {
        var engine = new SamplingEngine(_patient, new SamplerOptions { Sequences = 2 });
        var tasks = Enumerable.Range(0, 20).Select(_ => engine.SampleAsync(new SampleRequest { Prompt = [1], MaxTokens = 4000 })).ToList();

        engine.Dispose();
        engine.Dispose();

        Assert.All(tasks, task => Assert.True(task.IsCompleted));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tasks[^1]);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.SampleAsync(new SampleRequest { Prompt = [1] }));
    }

    [Fact]
    public async Task A_request_that_is_cancelled_before_it_begins_never_begins()
    {
        using var engine = new SamplingEngine(_model);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            engine.SampleAsync(new SampleRequest { Prompt = [1] }, new CancellationToken(canceled: true)));
    }
}
