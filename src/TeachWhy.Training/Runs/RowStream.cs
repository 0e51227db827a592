namespace TeachWhy.Training;

/// <summary>Rows in the order in which a run sees them: epoch after epoch, each in an order of its own.</summary>
/// <param name="total">Rows of the whole run.</param>
internal sealed class RowStream(RowFile rows, int batchRows, long total, ulong seed)
{
    private RowOrder? _order;
    private long _epoch = -1;

    /// <summary>The batch of a step, counted from 0; the last one may be smaller.</summary>
    public IReadOnlyList<PackedRow> Batch(int step)
    {
        var first = (long)step * batchRows;
        var batch = new PackedRow[Math.Min(batchRows, total - first)];
        for (var i = 0; i < batch.Length; i++)
        {
            var (epoch, place) = Math.DivRem(first + i, rows.Count);
            if (_order is null || epoch != _epoch)
            {
                (_order, _epoch) = (new RowOrder(rows.Count, seed, epoch), epoch);
            }
            batch[i] = rows[_order[place]];
        }
        return batch;
    }
}
