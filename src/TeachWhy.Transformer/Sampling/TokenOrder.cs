namespace TeachWhy.Transformer.Sampling;

/// <summary>Tokens in the order of their scores, the highest first, of equals the lower number; only as many as are wanted are sorted.</summary>
internal static class TokenOrder
{
    /// <summary>The tokens of the highest scores.</summary>
    public static int[] Likeliest(ReadOnlySpan<float> scores, int count)
    {
        if (count >= scores.Length)
        {
            return Sorted([.. Enumerable.Range(0, scores.Length)], scores);
        }
        if (count == 0)
        {
            return [];
        }

        // A heap of the best so far, the worst of them on top: most tokens are refused by one comparison.
        var best = new PriorityQueue<int, (float Score, int Order)>(count);
        for (var token = 0; token < scores.Length; token++)
        {
            if (best.Count < count)
            {
                best.Enqueue(token, (scores[token], -token));
            }
            else if (scores[token] > scores[best.Peek()])
            {
                best.DequeueEnqueue(token, (scores[token], -token));
            }
        }
        return Sorted([.. best.UnorderedItems.Select(item => item.Element)], scores);
    }

    /// <summary>The likeliest tokens whose probabilities together reach a share.</summary>
    /// <param name="probabilities">In the order of tokens; they need not sum to one.</param>
    public static int[] Nucleus(ReadOnlySpan<float> probabilities, double share)
    {
        // Few tokens hold most of the probability: those above a bar are sorted, and the bar is lowered until they reach the share.
        const float Lower = 1f / 64;
        var candidates = new List<int>();
        for (var bar = probabilities[TokenChoice.Greedy(probabilities)] * Lower; ; bar *= Lower)
        {
            candidates.Clear();
            for (var token = 0; token < probabilities.Length; token++)
            {
                if (probabilities[token] >= bar)
                {
                    candidates.Add(token);
                }
            }
            var sorted = Sorted([.. candidates], probabilities);
            var kept = Reaching(sorted, probabilities, share);
            if (kept < sorted.Length || sorted.Length == probabilities.Length)
            {
                return sorted[..Math.Min(sorted.Length, kept + 1)];
            }
        }
    }

    /// <summary>Where in the order the sum reaches the share; the length where it never does.</summary>
    public static int Reaching(ReadOnlySpan<int> order, ReadOnlySpan<float> probabilities, double share)
    {
        var sum = 0.0;
        for (var place = 0; place < order.Length; place++)
        {
            sum += probabilities[order[place]];
            if (sum >= share)
            {
                return place;
            }
        }
        return order.Length;
    }

    private static int[] Sorted(int[] tokens, ReadOnlySpan<float> scores)
    {
        var keys = new (float, int)[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            keys[i] = (-scores[tokens[i]], tokens[i]);
        }
        Array.Sort(keys, tokens);
        return tokens;
    }
}
