using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer.Sampling;

public sealed class TokenChoiceTests : IDisposable
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 600, Channels = 32, Layers = 1, Heads = 2, KeyValueHeads = 2, Hidden = 40, Context = 16,
    };

    private readonly TransformerModel _model = TransformerModel.Create(Shape, seed: 5, Initialization.Normal);
    private readonly Sampler _sampler;

    public TokenChoiceTests()
    {
        // Larger weights make a distribution with a head and a tail.
        foreach (ref var value in _model.Parameters.Values)
        {
            value *= 6f;
        }
        _sampler = new Sampler(_model);
    }

    public void Dispose()
    {
        _sampler.Dispose();
        _model.Dispose();
    }

    // From one token to nearly all: each cut lies elsewhere in the order.
    [Theory]
    [InlineData(1, 1f, 1f)]
    [InlineData(7, 1f, 0.7f)]
    [InlineData(0, 0.05f, 1f)]
    [InlineData(0, 0.5f, 1.3f)]
    [InlineData(0, 0.9f, 0.8f)]
    [InlineData(0, 0.9999f, 2f)]
    [InlineData(0, 0.9999999f, 3f)]
    [InlineData(20, 0.6f, 1f)]
    [InlineData(599, 0.99f, 1f)]
    [InlineData(5000, 0.99f, 1f)]
    public void A_draw_is_that_of_the_plain_definition(int topK, float topP, float temperature)
    {
        int[] prompt = [7, 8, 9];
        var requests = Enumerable.Range(0, 400).Select(i => new SampleRequest
        {
            Prompt = prompt, MaxTokens = 1, TopK = topK, TopP = topP, Temperature = temperature, Seed = Seed.Of(3, "draw", i), LikeliestTokens = 600,
        }).ToList();

        var results = _sampler.Sample(requests);

        var likeliest = results[0].LogProbabilities!.Single().Likeliest;
        var allowed = Definition(likeliest, topK, topP, temperature);
        for (var i = 0; i < requests.Count; i++)
        {
            Assert.Equal(Drawn(allowed, new RandomSource(requests[i].Seed).NextDouble()), results[i].Tokens.Single());
        }
    }

    [Fact]
    public void The_likeliest_tokens_are_those_of_the_model_in_order()
    {
        int[] prompt = [7, 8, 9];

        var few = Ask(5);
        var all = Ask(600);

        var expected = Enumerable.Range(0, Shape.Vocabulary)
            .Select(token => new TokenLikelihood(token, _sampler.LogProbabilities(prompt, [token])[0]))
            .OrderByDescending(entry => entry.LogProbability).ThenBy(entry => entry.Token).ToList();
        Assert.Equal(expected, all.Likeliest);
        Assert.Equal(expected[..5], few.Likeliest);
        Assert.Equal(_sampler.LogProbabilities(prompt, [few.Token])[0], few.LogProbability);
        Assert.Empty(Ask(0).Likeliest);
        Assert.Null(_sampler.Sample([new SampleRequest { Prompt = prompt }]).Single().LogProbabilities);

        SampledToken Ask(int count) =>
            _sampler.Sample([new SampleRequest { Prompt = prompt, MaxTokens = 1, Temperature = 0.5f, LikeliestTokens = count }]).Single().LogProbabilities!.Single();
    }

    /// <summary>Softmax at the temperature; the k likeliest; of these as few as reach p of their probability.</summary>
    private static List<(int Token, double Probability)> Definition(IReadOnlyList<TokenLikelihood> likeliest, int topK, float topP, float temperature)
    {
        var kept = likeliest.Take(topK == 0 ? likeliest.Count : topK).Select(entry => (entry.Token, Probability: Math.Exp(entry.LogProbability / temperature))).ToList();
        var total = kept.Sum(entry => entry.Probability);
        var sum = 0.0;
        var count = kept.TakeWhile(entry => (sum += entry.Probability / total) < topP).Count() + 1;
        return kept[..Math.Min(count, kept.Count)];
    }

    private static int Drawn(List<(int Token, double Probability)> allowed, double uniform)
    {
        var rest = uniform * allowed.Sum(entry => entry.Probability);
        foreach (var (token, probability) in allowed)
        {
            rest -= probability;
            if (rest < 0)
            {
                return token;
            }
        }
        return allowed[0].Token;
    }
}
