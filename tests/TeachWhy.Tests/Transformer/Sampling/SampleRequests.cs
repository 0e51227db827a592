using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer.Sampling;

/// <summary>Requests of every kind: long and short, greedy and drawn, cut and whole.</summary>
internal static class SampleRequests
{
    public static List<SampleRequest> Draw(TransformerShape shape, int count)
    {
        var random = new RandomSource(9);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new SampleRequest
            {
                Prompt = [.. Enumerable.Range(0, random.NextInt(1, shape.Context - 16)).Select(_ => random.NextInt(shape.Vocabulary))],
                MaxTokens = random.NextInt(1, 30),
                Temperature = i % 4 == 0 ? 0f : 0.8f,
                TopP = i % 5 == 0 ? 0.7f : 1f,
                TopK = i % 7 == 0 ? 5 : 0,
                Seed = Seed.Of(1, "request", i),
                StopTokens = [3, 4],
            }),
        ];
    }
}
