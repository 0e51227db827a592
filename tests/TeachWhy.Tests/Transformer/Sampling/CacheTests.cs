using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Tests.Transformer.Sampling;

/// <summary>Keys and values: shared, copied, in blocks, compact. Whatever is done with them, the numbers are the same.</summary>
public sealed class CacheTests
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 37, Channels = 32, Layers = 2, Heads = 4, KeyValueHeads = 2, Hidden = 40, Context = 400,
    };

    // Heads narrower, wider and as wide as a panel on every path; queries alone, in twos and in fives over a key.
    public static TheoryData<string, int, int, int> HeadsOnPaths
    {
        get
        {
            var data = new TheoryData<string, int, int, int>();
            foreach (var path in KernelPaths.Names)
            {
                foreach (var (headSize, heads, groups) in ((int, int, int)[])[(6, 4, 4), (20, 6, 3), (32, 3, 3), (48, 5, 1), (80, 2, 1), (64, 8, 2)])
                {
                    data.Add(path, headSize, heads, groups);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(HeadsOnPaths))]
    public void Attention_over_blocks_agrees_with_the_reference(string path, int headSize, int heads, int groups)
    {
        using var model = TransformerModel.Create(
            Shape with { Channels = headSize * heads, Heads = heads, KeyValueHeads = groups, HeadSize = headSize }, seed: 3);
        using var reference = new Sampler(model, kernels: KernelSet.Reference);
        using var sampler = new Sampler(model, kernels: KernelPaths.Named(path));
        var tokens = Tokens(75, seed: 1);

        var expected = reference.Logits(tokens);
        var actual = sampler.Logits(tokens);

        for (var position = 0; position < tokens.Length; position++)
        {
            KernelPaths.Close(expected[position], actual[position], 2e-5f);
        }
    }

    // Beginnings that agree for whole blocks, for parts of a block, for a few tokens, for none; the whole prompt twice.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(64, 2)]
    public void A_shared_beginning_changes_nothing(int sequences, int threads)
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var fresh = new Sampler(model, new SamplerOptions { Sequences = 1, PrefixMemory = 0 });
        using var shared = new Sampler(model, new SamplerOptions { Sequences = sequences, Threads = threads });
        var tokens = Tokens(200, seed: 2);
        var requests = new List<SampleRequest>();
        foreach (var agree in (int[])[0, 3, 4, 31, 32, 33, 63, 64, 65, 100, 128, 150, 200])
        {
            for (var twin = 0; twin < 3; twin++)
            {
                int[] prompt = [.. tokens[..agree], .. Tokens(1 + 9 * twin, seed: agree)];
                requests.Add(new SampleRequest { Prompt = prompt, MaxTokens = 50, Seed = Seed.Of(7, "twin", requests.Count) });
            }
        }
        requests.Add(requests[^1]);

        var expected = requests.Select(request => fresh.Sample([request]).Single().Tokens).ToList();
        var first = shared.Sample(requests);
        var again = shared.Sample(requests);

        for (var i = 0; i < requests.Count; i++)
        {
            Assert.Equal(expected[i], first[i].Tokens);
            Assert.Equal(expected[i], again[i].Tokens);
        }
    }

    // A reply becomes part of the next prompt: its keys and values are there already.
    [Fact]
    public void A_conversation_that_goes_on_says_the_same_as_one_that_begins_there()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var fresh = new Sampler(model, new SamplerOptions { PrefixMemory = 0 });
        using var going = new Sampler(model);
        List<int> conversation = [.. Tokens(40, seed: 3)];
        for (var turn = 0; turn < 4; turn++)
        {
            var request = new SampleRequest { Prompt = [.. conversation], MaxTokens = 30, Seed = (ulong)turn };

            var reply = going.Sample([request]).Single().Tokens;

            Assert.Equal(fresh.Sample([request]).Single().Tokens, reply);
            conversation.AddRange(reply);
            conversation.AddRange(Tokens(20, seed: 10 + turn));
        }
    }

    // Room for the keys and values of a few sequences only: the others wait, and none is lost.
    [Fact]
    public void Little_memory_makes_requests_wait_and_a_request_too_large_for_it_is_refused()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        const long Block = 2 * 2 * 2 * 8 * 32 * sizeof(float);
        using var small = new Sampler(model, new SamplerOptions { CacheMemory = 9 * Block, PrefixMemory = Block });
        using var large = new Sampler(model);
        var requests = Enumerable.Range(0, 30).Select(i => new SampleRequest { Prompt = Tokens(60 + i, seed: i), MaxTokens = 20, Seed = (ulong)i }).ToList();

        Assert.Equal(large.Sample(requests).SelectMany(result => result.Tokens), small.Sample(requests).SelectMany(result => result.Tokens));
        var refusal = Assert.Throws<ArgumentException>(() => small.Sample([requests[0] with { MaxTokens = 300 }]));
        Assert.Contains("360", refusal.Message.Replace("60 tokens with up to 300", "360", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    // A published model says 131,072 tokens; who asks for forty must not pay for them.
    [Fact]
    public void A_long_context_costs_nothing_until_it_is_used()
    {
        using var model = TransformerModel.Create(Shape with { Context = 131_072 }, seed: 1);
        using var twin = TransformerModel.Create(Shape, seed: 1);
        using var small = new Sampler(twin);
        var before = Environment.WorkingSet;

        using var sampler = new Sampler(model, new SamplerOptions { Sequences = 64 });
        var requests = Enumerable.Range(0, 64).Select(i => new SampleRequest { Prompt = Tokens(20 + i, seed: i), MaxTokens = 20, Seed = (ulong)i }).ToList();
        var results = sampler.Sample(requests);

        Assert.Equal(small.Sample(requests).SelectMany(result => result.Tokens), results.SelectMany(result => result.Tokens));
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 200L << 20);
    }

    [Fact]
    public void A_prompt_longer_than_one_reading_is_read_in_pieces()
    {
        using var model = TransformerModel.Create(Shape with { Context = 3000 }, seed: 1);
        using var sampler = new Sampler(model);
        var prompt = Tokens(2500, seed: 4);

        var result = sampler.Sample([new SampleRequest { Prompt = prompt, MaxTokens = 1, Temperature = 0, LikeliestTokens = 0 }]).Single();

        Assert.Equal(sampler.LogProbabilities(prompt, result.Tokens)[0], result.LogProbabilities!.Single().LogProbability);
    }

    [Fact]
    public void A_compact_cache_is_close_and_still_does_not_depend_on_company()
    {
        using var model = TransformerModel.Create(Shape, seed: 5);
        using var exact = new Sampler(model);
        using var compact = new Sampler(model, new SamplerOptions { CacheType = WeightType.BFloat16 });
        var tokens = Tokens(300, seed: 5);

        var expected = exact.LogProbabilities(tokens[..1], tokens[1..]);
        var actual = compact.LogProbabilities(tokens[..1], tokens[1..]);

        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance: 0.02f));
        Assert.NotEqual(expected, actual);
        var requests = SampleRequests.Draw(Shape, 20);
        using var alone = new Sampler(model, new SamplerOptions { CacheType = WeightType.BFloat16, Sequences = 1, PrefixMemory = 0 });
        Assert.Equal(alone.Sample(requests).SelectMany(result => result.Tokens), compact.Sample(requests).SelectMany(result => result.Tokens));
        Assert.Contains("Float16", Assert.Throws<ArgumentException>(() => new Sampler(model, new SamplerOptions { CacheType = WeightType.Float16 })).Message);
    }

    // Weights too large to lie near: the threads share every product instead of the sequences.
    [Fact]
    public void Threads_that_share_each_step_give_the_same_tokens()
    {
        using var model = TransformerModel.Create(
            new TransformerShape { Vocabulary = 9000, Channels = 320, Layers = 2, Heads = 5, KeyValueHeads = 5, Hidden = 700, Context = 128 }, seed: 1);
        using var one = new Sampler(model);
        using var several = new Sampler(model, new SamplerOptions { Threads = 3 });
        var requests = SampleRequests.Draw(model.Shape, 12);

        Assert.Equal(one.Sample(requests).SelectMany(result => result.Tokens), several.Sample(requests).SelectMany(result => result.Tokens));
    }

    private static int[] Tokens(int count, int seed)
    {
        var random = new RandomSource(Seed.Of(1, "tokens", seed));
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt(Shape.Vocabulary))];
    }
}
