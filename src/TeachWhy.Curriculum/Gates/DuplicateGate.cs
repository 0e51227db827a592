namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Refuses an item that says nearly what an earlier one said: the estimated Jaccard similarity of their runs of five words
/// is above a threshold. See <see cref="MinHash"/> for the estimate and <see cref="MinHashTable"/> for how the earlier one is
/// found, and for how many are remembered.
/// </summary>
public sealed class DuplicateGate : ISetGate
{
    private readonly double _threshold;
    private readonly MinHashTable _table;

    /// <param name="threshold">The similarity, from 0 to 1, from which on an item is a duplicate.</param>
    /// <param name="mostItems">The newest items that are remembered: about 130 bytes of memory each.</param>
    public DuplicateGate(double threshold = 0.7, int mostItems = MinHashTable.MostItems)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 0.3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1);
        _threshold = threshold;
        _table = new MinHashTable(mostItems);
    }

    public string Name => "duplicate";

    public object Prepare(GatedItem item) => MinHash.Of(item.Words);

    public string? Check(GatedItem item, object prepared) =>
        _table.Nearest((MinHash)prepared) is { } near && near.Similarity >= _threshold
            ? FormattableString.Invariant($"It is nearly {near.Name}: about {near.Similarity * 100:0}% of their runs of {MinHash.Run} words are the same.")
            : null;

    public void Keep(GatedItem item, object prepared) => _table.Add(item.Name, (MinHash)prepared);
}
