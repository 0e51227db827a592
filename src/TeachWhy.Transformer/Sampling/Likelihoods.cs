using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>Log-probabilities of the tokens that could come next, as the model has them. <code>log p(i) = logit(i) − largest − log Σ e^(logit − largest)</code></summary>
internal sealed class Likelihoods
{
    private readonly float[] _logits;
    private readonly float _largest;
    private readonly float _logSum;

    /// <param name="logits">Copied, for drawing overwrites them.</param>
    public Likelihoods(KernelSet kernels, ReadOnlySpan<float> logits)
    {
        _logits = [.. logits];
        var likeliest = TokenChoice.Greedy(logits);
        _largest = logits[likeliest];

        // −log p of the likeliest token is the logarithm of the sum.
        _logSum = kernels.CrossEntropy(likeliest, weight: 0f, logits.ToArray());
    }

    public float Of(int token) => -(_logSum - (_logits[token] - _largest));

    /// <summary>The likeliest tokens, the likeliest first, of equals the lower number.</summary>
    public IReadOnlyList<TokenLikelihood> Likeliest(int count) =>
        [.. TokenOrder.Likeliest(_logits, count).Select(token => new TokenLikelihood(token, Of(token)))];
}
