using System.Runtime.InteropServices;
using System.Text;

namespace TeachWhy.Transformer;

/// <summary>
/// Learns merges from counted words. Each merge touches only the words that hold its pair, and only the counts of the
/// pairs beside it, so the whole takes time in proportion to what is merged.
/// </summary>
internal sealed class PairMerging
{
    private readonly int[] _symbols;
    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly long[] _counts;
    private readonly Dictionary<(int Left, int Right), long> _pairCounts = [];

    // The most frequent first (its count is negated); of equally frequent ones the lower left token, then the lower right.
    private readonly PriorityQueue<(int Left, int Right, List<int> Words), (long NegatedCount, int Left, int Right)> _queue = new();
    private readonly List<string> _spellings = [];
    private readonly Dictionary<string, int> _tokens = new(StringComparer.Ordinal);
    private Dictionary<(int Left, int Right), List<int>> _whereNew = [];

    public PairMerging(IReadOnlyDictionary<string, long> words)
    {
        foreach (var letter in Enumerable.Range(0, BytePairTraining.Bytes).Select(value => ByteSpelling.ToLetter((byte)value)).Order())
        {
            AddToken($"{letter}");
        }
        _starts = new int[words.Count];
        _lengths = new int[words.Count];
        _counts = new long[words.Count];
        var (symbols, word) = (new List<int>(), 0);
        foreach (var (text, count) in words)
        {
            _starts[word] = symbols.Count;
            symbols.AddRange(Encoding.UTF8.GetBytes(text).Select(value => _tokens[$"{ByteSpelling.ToLetter(value)}"]));
            (_lengths[word], _counts[word]) = (symbols.Count - _starts[word], count);
            word++;
        }
        _symbols = [.. symbols];
        CountPairs();
    }

    /// <param name="tokenCount">Tokens to stop at, bytes included.</param>
    public BytePairVocabulary Learn(int tokenCount, CancellationToken cancellation)
    {
        var merges = new List<(int Left, int Right)>();
        while (_spellings.Count < tokenCount && _queue.TryDequeue(out var pair, out var priority))
        {
            cancellation.ThrowIfCancellationRequested();
            var (left, right, words) = pair;
            var count = _pairCounts[(left, right)];
            if (count <= 0)
            {
                continue;
            }
            if (count != -priority.NegatedCount)
            {
                // Counted before other merges took some of it away: it waits again, by what it is now.
                _queue.Enqueue(pair, (-count, left, right));
                continue;
            }

            // Two pairs can spell the same token ("th" + "e", "t" + "he"); both merges are learned.
            var spelling = _spellings[left] + _spellings[right];
            var token = _tokens.TryGetValue(spelling, out var known) ? known : AddToken(spelling);
            merges.Add((left, right));
            foreach (var word in words)
            {
                MergeIn(word, left, right, token);
            }
            EnqueueNew();
        }

        // Of a merge learned twice the later rank counts.
        var kept = merges.AsEnumerable().Reverse().Distinct().Reverse();
        return new BytePairVocabulary(_spellings, [.. kept.Select(merge => (_spellings[merge.Left], _spellings[merge.Right]))]);
    }

    private int AddToken(string spelling)
    {
        _tokens.Add(spelling, _spellings.Count);
        _spellings.Add(spelling);
        return _spellings.Count - 1;
    }

    private void CountPairs()
    {
        for (var word = 0; word < _starts.Length; word++)
        {
            var symbols = _symbols.AsSpan(_starts[word], _lengths[word]);
            for (var i = 0; i + 1 < symbols.Length; i++)
            {
                Change(symbols[i], symbols[i + 1], _counts[word], word);
            }
        }
        EnqueueNew();
    }

    private void MergeIn(int word, int left, int right, int token)
    {
        var symbols = _symbols.AsSpan(_starts[word], _lengths[word]);
        var (count, kept) = (_counts[word], 0);
        for (var i = 0; i < symbols.Length; i++)
        {
            var found = symbols[i] == left && i + 1 < symbols.Length && symbols[i + 1] == right;
            if (found)
            {
                if (kept > 0)
                {
                    Change(symbols[kept - 1], left, -count, word);
                    Change(symbols[kept - 1], token, count, word);
                }
                if (i + 2 < symbols.Length)
                {
                    Change(right, symbols[i + 2], -count, word);
                    Change(token, symbols[i + 2], count, word);
                }
                i++;
            }
            symbols[kept++] = found ? token : symbols[i];
        }
        _lengths[word] = kept;
    }

    private void Change(int left, int right, long by, int word)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_pairCounts, (left, right), out _) += by;
        if (by > 0)
        {
            ref var words = ref CollectionsMarshal.GetValueRefOrAddDefault(_whereNew, (left, right), out _);
            words ??= [];
            if (words.Count == 0 || words[^1] != word)
            {
                words.Add(word);
            }
        }
    }

    private void EnqueueNew()
    {
        foreach (var ((left, right), words) in _whereNew)
        {
            var count = _pairCounts[(left, right)];
            if (count > 0)
            {
                _queue.Enqueue((left, right, words), (-count, left, right));
            }
        }
        _whereNew = [];
    }
}
