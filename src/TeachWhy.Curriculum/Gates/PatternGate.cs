namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Refuses what has become a habit of the set: a beginning, or a run of ten words, that more items share than by chance.
/// Memory is fixed: beginnings and runs are counted in a <see cref="RunSketch"/>.
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
    private readonly Dictionary<string, int> _habits = new(StringComparer.Ordinal);
    private int _items;

    public string Name => "pattern";

    /// <summary>Beginnings and runs that were refused, and how often: for the data card.</summary>
    public IReadOnlyDictionary<string, int> Habits => _habits;

    public object Prepare(GatedItem item)
    {
        var words = item.TaughtWords;
        return new Prepared(RunPlace.Of(Shingles.Of(words.Words[..Math.Min(OpeningWords, words.Count)])), RunSketch.PlacesOf(words, RunWords), words);
    }

    public string? Check(GatedItem item, object prepared)
    {
        var known = (Prepared)prepared;
        var most = Math.Clamp((int)(mostShare * _items), FewAlike, RunSketch.Most);
        if (_sketch.CountOf(known.Opening) >= most)
        {
            return Habit(item, known, 0, OpeningWords, "begins");
        }

        for (var i = 0; i < known.Runs.Length; i++)
        {
            if (known.Runs[i] is var run && run != RunPlace.Again && _sketch.CountOf(run) >= most)
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
        _sketch.Add(known.Opening);

        // Once an item, however often it says it.
        foreach (var run in known.Runs)
        {
            if (run != RunPlace.Again)
            {
                _sketch.Add(run);
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

    private sealed record Prepared(RunPlace Opening, RunPlace[] Runs, WordSequence Words);
}
