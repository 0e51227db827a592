using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>From logits to a token.</summary>
internal static class TokenChoice
{
    /// <summary>The token that a request takes. The logits are overwritten.</summary>
    public static int Choose(KernelSet kernels, SampleRequest request, RandomSource random, Span<float> logits)
    {
        if (request.Temperature == 0f)
        {
            return Greedy(logits);
        }
        kernels.Softmax(1f / request.Temperature, logits);
        var uniform = random.NextDouble();
        return request is { TopP: 1f, TopK: 0 } ? Draw(uniform, logits) : DrawLikeliest(request, uniform, logits);
    }

    /// <summary>The likeliest token; of equals the first.</summary>
    public static int Greedy(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var token = 1; token < scores.Length; token++)
        {
            if (scores[token] > scores[best])
            {
                best = token;
            }
        }
        return best;
    }

    /// <summary>A token drawn by its probability.</summary>
    private static int Draw(double uniform, ReadOnlySpan<float> probabilities)
    {
        var sum = 0.0;
        for (var token = 0; token < probabilities.Length; token++)
        {
            sum += probabilities[token];
            if (uniform < sum)
            {
                return token;
            }
        }

        // The probabilities may sum to a little less than one; what is missing belongs to the likeliest.
        return Greedy(probabilities);
    }

    /// <summary>
    /// A token drawn from the likeliest: first the <see cref="SampleRequest.TopK"/> likeliest are kept, then of these as few as
    /// have the share <see cref="SampleRequest.TopP"/> of their probability.
    /// </summary>
    private static int DrawLikeliest(SampleRequest request, double uniform, ReadOnlySpan<float> probabilities)
    {
        int[] order;
        if (request.TopK == 0)
        {
            order = TokenOrder.Nucleus(probabilities, request.TopP);
        }
        else
        {
            order = TokenOrder.Likeliest(probabilities, request.TopK);
            var last = TokenOrder.Reaching(order, probabilities, request.TopP * Sum(order, probabilities));
            order = order[..Math.Min(order.Length, last + 1)];
        }

        var rest = uniform * Sum(order, probabilities);
        foreach (var token in order)
        {
            rest -= probabilities[token];
            if (rest < 0)
            {
                return token;
            }
        }
        return order[0];
    }

    private static double Sum(ReadOnlySpan<int> tokens, ReadOnlySpan<float> probabilities)
    {
        var sum = 0.0;
        foreach (var token in tokens)
        {
            sum += probabilities[token];
        }
        return sum;
    }
}
