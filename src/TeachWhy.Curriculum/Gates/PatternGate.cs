namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Refuses what has become a habit of the set: a beginning, or a run of ten words, that more items share than by chance.
/// Memory is fixed: runs are counted in a count-min sketch (Cormode and Muthukrishnan 2005), which may count too many and never too few.
/// </summary>
/// <param name="mostShare">The share of items that may have the same beginning, or the same run.</param>
public sealed class PatternGate(double mostShare = 0.02) : ISetGate
{
    private const int OpeningWords = 4;
    private const int RunWords = 10;

    // A handful alike is no habit, however few items there are.
    private const int FewAlike = 5;
    private const int MostNamed = 1000;

    private readonly RunSketch _sketch = new();
    private readonly Dictionary<ulong, int> _openings = [];
    private readonly Dictionary<string, int> _habits = new(StringComparer.Ordinal);
    private int _items;

    public string Name => "pattern";

    /// <summary>Beginnings and runs that were refused, and how often: for the data card.</summary>
    public IReadOnlyDictionary<string, int> Habits => _habits;

    public object Prepare(GatedItem item)
    {
        var words = item.TaughtWords;
        var runs = new ulong[Math.Max(0, words.Count - RunWords + 1)];
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i] = words.Run(i, RunWords);
        }

        return new Prepared(Shingles.Of(words.Words[..Math.Min(OpeningWords, words.Count)]), runs, words);
    }

    public string? Check(GatedItem item, object prepared)
    {
        var known = (Prepared)prepared;
        var most = Math.Max(FewAlike, (int)(mostShare * _items));
        if (_openings.GetValueOrDefault(known.Opening) >= most)
        {
            return Habit(item, known, 0, OpeningWords, "begins");
        }

        for (var i = 0; i < known.Runs.Length; i++)
        {
            if (_sketch.CountOf(known.Runs[i]) >= most)
            {
                return Habit(item, known, i, RunWords, "goes on");
            }
        }

        return null;
    }

    public void Keep(GatedItem item, object prepared)
    {
        var known = (Prepared)prepared;
        _items++;
        _openings[known.Opening] = _openings.GetValueOrDefault(known.Opening) + 1;

        // Once an item, however often it says it.
        Array.Sort(known.Runs);
        for (var i = 0; i < known.Runs.Length; i++)
        {
            if (i == 0 || known.Runs[i] != known.Runs[i - 1])
            {
                _sketch.Add(known.Runs[i]);
            }
        }
    }

    private string Habit(GatedItem item, Prepared known, int first, int length, string how)
    {
        var end = Math.Min(first + length, known.Words.Count);
        var from = known.Words.Starts[first];
        var to = end < known.Words.Count ? known.Words.Starts[end] : item.Taught.Length;
        var text = item.Taught[from..Math.Min(to, from + 120)].Trim().ReplaceLineEndings(" ");
        if (_habits.Count < MostNamed || _habits.ContainsKey(text))
        {
            _habits[text] = _habits.GetValueOrDefault(text) + 1;
        }

        return $"It {how} as too many others do: '{text}'.";
    }

    private sealed record Prepared(ulong Opening, ulong[] Runs, WordSequence Words);

    /// <summary>
    /// Counts in two rows of fixed size, small enough for a processor's own memory; a run's count is the lesser of its two. Of items
    /// of 500 runs each slot holds one in 2,000 by accident, far below the share that makes a habit.
    /// </summary>
    private sealed class RunSketch
    {
        private const int Rows = 2;
        private const int Width = 1 << 20;

        private readonly ushort[][] _counts = [.. Enumerable.Range(0, Rows).Select(_ => new ushort[Width])];

        public int CountOf(ulong run)
        {
            var least = int.MaxValue;
            for (var row = 0; row < Rows; row++)
            {
                least = Math.Min(least, _counts[row][Slot(run, row)]);
            }

            return least;
        }

        public void Add(ulong run)
        {
            for (var row = 0; row < Rows; row++)
            {
                ref var count = ref _counts[row][Slot(run, row)];
                count = count == ushort.MaxValue ? count : (ushort)(count + 1);
            }
        }

        private static int Slot(ulong run, int row) => (int)((run + (ulong)row * 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93 >> 44);
    }
}
