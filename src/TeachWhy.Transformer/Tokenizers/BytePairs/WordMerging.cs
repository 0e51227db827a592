namespace TeachWhy.Transformer;

/// <summary>
/// Merges the tokens of a word: always the two neighbours of the lowest rank, of several the leftmost, until none merge.
/// </summary>
internal static class WordMerging
{
    private const int ShortWord = 32;
    private const int Gone = -1;

    /// <summary>Merges in place and gives how many tokens are left at the front.</summary>
    public static int Merge(Span<int> tokens, MergeTable merges) =>
        tokens.Length <= ShortWord ? MergeShort(tokens, merges) : MergeLong(tokens, merges);

    /// <summary>Looks through the whole word for each merge: the quickest way while a word is short.</summary>
    private static int MergeShort(Span<int> tokens, MergeTable merges)
    {
        Span<int> ranks = stackalloc int[ShortWord];
        Span<int> results = stackalloc int[ShortWord];
        var count = tokens.Length;
        for (var i = 0; i + 1 < count; i++)
        {
            ranks[i] = merges.Rank(tokens[i], tokens[i + 1], out results[i]);
        }
        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i < count - 1; i++)
            {
                best = ranks[i] < ranks[best] ? i : best;
            }
            if (ranks[best] == MergeTable.None)
            {
                break;
            }
            tokens[best] = results[best];
            tokens[(best + 2)..count].CopyTo(tokens[(best + 1)..]);
            ranks[(best + 1)..(count - 1)].CopyTo(ranks[best..]);
            results[(best + 1)..(count - 1)].CopyTo(results[best..]);
            count--;
            if (best > 0)
            {
                ranks[best - 1] = merges.Rank(tokens[best - 1], tokens[best], out results[best - 1]);
            }
            if (best < count - 1)
            {
                ranks[best] = merges.Rank(tokens[best], tokens[best + 1], out results[best]);
            }
        }
        return count;
    }

    /// <summary>Keeps the possible merges in a queue and the tokens in a linked list: n log n, however long the word.</summary>
    private static int MergeLong(Span<int> tokens, MergeTable merges)
    {
        var length = tokens.Length;
        var (next, previous) = (new int[length], new int[length]);
        var (ranks, results) = (new int[length], new int[length]);
        var queue = new PriorityQueue<int, (int Rank, int Position)>(length);
        for (var i = 0; i < length; i++)
        {
            (previous[i], next[i]) = (i - 1, i + 1);
        }
        for (var i = 0; i < length; i++)
        {
            Offer(tokens, i);
        }
        while (queue.TryDequeue(out var at, out var offer))
        {
            // What was offered is old when one of the two has merged with another since.
            if (ranks[at] != offer.Rank)
            {
                continue;
            }
            var right = next[at];
            tokens[at] = results[at];
            (ranks[right], next[at]) = (Gone, next[right]);
            if (next[at] < length)
            {
                previous[next[at]] = at;
            }
            Offer(tokens, at);
            if (previous[at] >= 0)
            {
                Offer(tokens, previous[at]);
            }
        }
        var count = 0;
        for (var i = 0; i < length; i = next[i])
        {
            tokens[count++] = tokens[i];
        }
        return count;

        void Offer(Span<int> tokens, int at)
        {
            ranks[at] = next[at] < length ? merges.Rank(tokens[at], tokens[next[at]], out results[at]) : MergeTable.None;
            if (ranks[at] != MergeTable.None)
            {
                queue.Enqueue(at, (ranks[at], at));
            }
        }
    }
}
