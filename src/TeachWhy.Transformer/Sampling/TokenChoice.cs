using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>From logits to a token.</summary>
internal static class TokenChoice
{
    /// <summary>The likeliest token; of equals the first.</summary>
    public static int Greedy(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var token = 1; token < logits.Length; token++)
        {
            if (logits[token] > logits[best])
            {
                best = token;
            }
        }
        return best;
    }

    /// <summary>A token drawn from softmax(logits / temperature). The logits are overwritten.</summary>
    public static int Draw(KernelSet kernels, float temperature, double uniform, Span<float> logits)
    {
        kernels.Softmax(1f / temperature, logits);
        var sum = 0.0;
        for (var token = 0; token < logits.Length; token++)
        {
            sum += logits[token];
            if (uniform < sum)
            {
                return token;
            }
        }

        // The probabilities may sum to a little less than one; what is missing belongs to the likeliest.
        return Greedy(logits);
    }
}
