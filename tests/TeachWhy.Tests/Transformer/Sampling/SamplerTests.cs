using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;

namespace TeachWhy.Tests.Transformer.Sampling;

public sealed class SamplerTests
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 37, Channels = 32, Layers = 2, Heads = 4, KeyValueHeads = 2, Hidden = 40, Context = 96,
    };

    // Alone, in a crowd, and on several threads: a rollout must not depend on its neighbours.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(64, 1)]
    [InlineData(7, 2)]
    [InlineData(64, 3)]
    public void A_result_does_not_depend_on_the_batch_or_the_threads(int sequences, int threads)
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        var requests = Requests(40);
        using var one = new Sampler(model, new SamplerOptions { Sequences = 1 });
        using var many = new Sampler(model, new SamplerOptions { Sequences = sequences, Threads = threads });

        var expected = requests.Select(request => one.Sample([request]).Single()).ToList();
        var actual = many.Sample(requests);

        for (var i = 0; i < requests.Count; i++)
        {
            Assert.Equal(expected[i].Tokens, actual[i].Tokens);
            Assert.Equal(expected[i].Reason, actual[i].Reason);
        }
    }

    [Fact]
    public void Log_probabilities_are_those_of_the_training_pass()
    {
        using var model = TransformerModel.Create(Shape, seed: 2);
        using var sampler = new Sampler(model);
        var random = new RandomSource(4);
        var tokens = Enumerable.Range(0, 90).Select(_ => random.NextInt(Shape.Vocabulary)).ToArray();
        var lossWeights = tokens.Select((_, i) => i >= 70 ? 1f : 0f).ToArray();

        var logProbabilities = sampler.LogProbabilities(tokens[..70], tokens[70..]);

        using var weights = new PackedWeights(model.Parameters, KernelSet.Reference, backward: false);
        using var pass = new TransformerPass(Shape, KernelSet.Reference);
        var loss = pass.Loss(weights, tokens, [0], lossWeights);
        Assert.Equal(20, logProbabilities.Count);
        Assert.Equal(-loss, logProbabilities.Sum(), tolerance: 1e-3);
    }

    // Read in one go or in any number of goes, a token's probability is the same to the bit.
    [Fact]
    public void A_probability_does_not_depend_on_how_many_tokens_are_read_with_it()
    {
        using var model = TransformerModel.Create(Shape, seed: 2);
        using var sampler = new Sampler(model);
        var random = new RandomSource(4);
        var tokens = Enumerable.Range(0, 90).Select(_ => random.NextInt(Shape.Vocabulary)).ToArray();

        var together = sampler.LogProbabilities(tokens[..1], tokens[1..]);

        for (var length = 1; length < tokens.Length; length++)
        {
            Assert.Equal(together[length - 1], sampler.LogProbabilities(tokens[..length], tokens[length..(length + 1)])[0]);
        }
    }

    [Fact]
    public void Greedy_takes_the_likeliest_token_each_time()
    {
        using var model = TransformerModel.Create(Shape, seed: 3);
        using var sampler = new Sampler(model);
        int[] prompt = [5, 6, 7];

        var result = sampler.Sample([new SampleRequest { Prompt = prompt, MaxTokens = 5, Temperature = 0 }]).Single();

        for (var length = 0; length < 5; length++)
        {
            int[] before = [.. prompt, .. result.Tokens.Take(length)];
            var likeliest = Enumerable.Range(0, Shape.Vocabulary).MaxBy(token => sampler.LogProbabilities(before, [token])[0]);
            Assert.Equal(likeliest, result.Tokens[length]);
        }
    }

    [Fact]
    public void A_continuation_ends_for_the_reason_it_says()
    {
        using var model = TransformerModel.Create(Shape, seed: 3);
        using var sampler = new Sampler(model);
        var everyToken = Enumerable.Range(0, Shape.Vocabulary).ToArray();
        int[] prompt = [1, 2, 3];

        var stopped = sampler.Sample([new SampleRequest { Prompt = prompt, StopTokens = everyToken }]).Single();
        var full = sampler.Sample([new SampleRequest { Prompt = prompt, MaxTokens = 4 }]).Single();
        var cut = sampler.Sample([new SampleRequest { Prompt = prompt, MaxTokens = 1000 }]).Single();

        Assert.Equal((StopReason.Stop, 0), (stopped.Reason, stopped.Tokens.Count));
        Assert.Equal((StopReason.Length, 4), (full.Reason, full.Tokens.Count));
        Assert.Equal((StopReason.Context, Shape.Context - 3), (cut.Reason, cut.Tokens.Count));
    }

    // The study's argument rests on rates: what is drawn must follow the model's probabilities.
    [Fact]
    public void Draws_follow_the_probabilities_of_the_model()
    {
        const int Draws = 8000;
        using var model = TransformerModel.Create(Shape, seed: 5, Initialization.Normal);
        using var sampler = new Sampler(model);
        int[] prompt = [7, 8, 9, 10];

        var counts = sampler
            .Sample([.. Enumerable.Range(0, Draws).Select(i => new SampleRequest { Prompt = prompt, MaxTokens = 1, Seed = Seed.Of(3, "draw", i) })])
            .CountBy(result => result.Tokens[0]).ToDictionary();

        for (var token = 0; token < Shape.Vocabulary; token++)
        {
            var expected = Draws * Math.Exp(sampler.LogProbabilities(prompt, [token])[0]);
            Assert.InRange(counts.GetValueOrDefault(token), expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected));
        }
    }

    [Fact]
    public void A_cancelled_sampler_can_be_used_again()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var sampler = new Sampler(model, new SamplerOptions { Sequences = 4 });
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => sampler.Sample(Requests(10), cancellation.Token));
        Assert.Equal(10, sampler.Sample(Requests(10)).Count);
    }

    [Fact]
    public void A_sampler_keeps_the_weights_it_was_made_with()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var sampler = new Sampler(model);
        var before = sampler.Sample(Requests(5)).SelectMany(result => result.Tokens).ToList();

        model.Parameters.Values.Clear();

        Assert.Equal(before, sampler.Sample(Requests(5)).SelectMany(result => result.Tokens));
    }

    [Fact]
    public void Requests_that_cannot_be_answered_are_refused_with_what_is_wrong()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var sampler = new Sampler(model);
        var honest = new SampleRequest { Prompt = [1] };

        Refuses("1 to 95 tokens, not 0", honest with { Prompt = [] });
        Refuses("1 to 95 tokens, not 96", honest with { Prompt = new int[96] });
        Refuses("Token 37", honest with { Prompt = [37] });
        Refuses("MaxTokens", honest with { MaxTokens = 0 });
        Refuses("Temperature", honest with { Temperature = -1 });
        Refuses("Temperature", honest with { Temperature = float.NaN });
        Refuses("TopP", honest with { TopP = 0f });
        Refuses("TopP", honest with { TopP = 1.01f });
        Refuses("TopP", honest with { TopP = float.NaN });
        Refuses("TopK", honest with { TopK = -1 });
        Refuses("LikeliestTokens", honest with { LikeliestTokens = -1 });
        Refuses("LikeliestTokens", honest with { LikeliestTokens = 38 });

        void Refuses(string message, SampleRequest request) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => sampler.Sample([honest, request])).Message);
    }

    private static List<SampleRequest> Requests(int count)
    {
        var random = new RandomSource(9);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new SampleRequest
            {
                Prompt = [.. Enumerable.Range(0, random.NextInt(1, 80)).Select(_ => random.NextInt(Shape.Vocabulary))],
                MaxTokens = random.NextInt(1, 30),
                Temperature = i % 4 == 0 ? 0f : 0.8f,
                Seed = Seed.Of(1, "request", i),
                StopTokens = [3, 4],
            }),
        ];
    }
}
