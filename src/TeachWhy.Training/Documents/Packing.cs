namespace TeachWhy.Training;

/// <summary>
/// Fits documents into rows: each goes where it leaves the least room (best fit), among a small number of open rows,
/// so that a corpus streams through in flat memory.
/// </summary>
public sealed class Packing(int context, int openRows = 40)
{
    private readonly List<OpenRow> _open = [];

    /// <summary>Documents that were longer than a row and lost their end.</summary>
    public long Truncated { get; private set; }

    /// <summary>Packs documents in the order in which they come.</summary>
    public static IEnumerable<PackedRow> Pack(IEnumerable<TrainingDocument> documents, int context) =>
        new Packing(context).Pack(documents);

    public IEnumerable<PackedRow> Pack(IEnumerable<TrainingDocument> documents)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(context, 2);
        foreach (var document in documents)
        {
            Check(document);

            // A document of one token predicts nothing.
            if (document.Tokens.Length < 2)
            {
                continue;
            }
            var length = Math.Min(document.Tokens.Length, context);
            Truncated += document.Tokens.Length > context ? 1 : 0;
            Place(document, length);
            if (_open.Count > openRows && Fullest() is { } full)
            {
                _open.Remove(full);
                yield return full.Close();
            }
        }
        foreach (var row in _open)
        {
            yield return row.Close();
        }
        _open.Clear();
    }

    private static void Check(TrainingDocument document)
    {
        if (document.Weights.Length != document.Tokens.Length)
        {
            throw new ArgumentException($"A document of {document.Tokens.Length} tokens has {document.Weights.Length} weights.");
        }
    }

    private void Place(TrainingDocument document, int length)
    {
        OpenRow? best = null;
        foreach (var row in _open)
        {
            if (row.Length + length <= context && (best is null || row.Length > best.Length))
            {
                best = row;
            }
        }
        if (best is null)
        {
            best = new OpenRow();
            _open.Add(best);
        }
        best.Add(document, length);
    }

    private OpenRow? Fullest() => _open.MaxBy(row => row.Length);

    private sealed class OpenRow
    {
        private readonly List<int> _tokens = [];
        private readonly List<int> _starts = [];
        private readonly List<float> _weights = [];

        public int Length => _tokens.Count;

        public void Add(TrainingDocument document, int length)
        {
            _starts.Add(_tokens.Count);
            _tokens.AddRange(document.Tokens.AsSpan(0, length));
            _weights.AddRange(document.Weights.AsSpan(0, length));
        }

        public PackedRow Close() => new([.. _tokens], [.. _starts], [.. _weights]);
    }
}
