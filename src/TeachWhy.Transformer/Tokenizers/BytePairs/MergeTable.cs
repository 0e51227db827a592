namespace TeachWhy.Transformer;

/// <summary>
/// Which two tokens become one, and how early. Kept in order of the left token and then the right, so that a lookup is a
/// search among one token's partners and no choice of pairs can make it slow.
/// </summary>
internal sealed class MergeTable
{
    /// <summary>The rank of two tokens that do not merge.</summary>
    public const int None = int.MaxValue;

    private readonly int[] _firstOfLeft;
    private readonly int[] _rights;
    private readonly int[] _ranks;
    private readonly int[] _results;

    /// <param name="merges">By rank; of a pair that comes twice the later counts.</param>
    /// <param name="tokenCount">All tokens are below.</param>
    public MergeTable(IReadOnlyList<(int Left, int Right, int Result)> merges, int tokenCount)
    {
        var order = Enumerable.Range(0, merges.Count).ToArray();
        Array.Sort(order, (a, b) => (merges[a].Left, merges[a].Right, a).CompareTo((merges[b].Left, merges[b].Right, b)));
        var kept = order.Where((merge, i) => i == order.Length - 1
            || (merges[merge].Left, merges[merge].Right) != (merges[order[i + 1]].Left, merges[order[i + 1]].Right)).ToArray();
        _rights = [.. kept.Select(merge => merges[merge].Right)];
        _results = [.. kept.Select(merge => merges[merge].Result)];
        _ranks = kept;
        _firstOfLeft = new int[tokenCount + 1];
        foreach (var merge in kept)
        {
            _firstOfLeft[merges[merge].Left + 1]++;
        }
        for (var token = 0; token < tokenCount; token++)
        {
            _firstOfLeft[token + 1] += _firstOfLeft[token];
        }
    }

    /// <summary>The rank of a pair and the token it becomes; <see cref="None"/> when it does not merge.</summary>
    public int Rank(int left, int right, out int result)
    {
        var (first, count) = (_firstOfLeft[left], _firstOfLeft[left + 1] - _firstOfLeft[left]);
        var found = _rights.AsSpan(first, count).BinarySearch(right);
        if (found < 0)
        {
            result = 0;
            return None;
        }
        result = _results[first + found];
        return _ranks[first + found];
    }
}
