using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer.Kernels;

/// <summary>Products: panels outside, so that one panel stays in the nearest cache while all rows pass it.</summary>
internal sealed unsafe partial class VectorKernels<TPath, TVector>
{
    private const int LargestTile = 8 * 2 * 16;

    public override int PanelWidth => Tile<TPath, TVector>.Width;

    [SkipLocalsInit]
    public override void Product(Matrix left, Panels right, bool add, Matrix destination)
    {
        var width = PanelWidth;
        var panel = right.Data;
        var aside = stackalloc float[LargestTile];
        for (var column = 0; column < right.Columns; column += width, panel += right.PanelStride)
        {
            var place = destination.Data + column;
            if (right.Columns - column >= width)
            {
                var next = right.Columns - column > width ? panel + right.PanelStride : null;
                PanelProduct(left, right, panel, next, add, place, destination.RowStride);
                continue;
            }

            // The last panel is narrower than a tile: a tile goes aside and only its real columns are kept.
            var columns = right.Columns - column;
            for (var row = 0; row < left.Rows; row += TPath.TileRows)
            {
                var rows = Math.Min(TPath.TileRows, left.Rows - row);
                PanelProduct(left.RowRange(row, rows), right, panel, null, add: false, aside, width);
                CopyTile(aside, width, rows, columns, add, place + (nint)row * destination.RowStride, destination.RowStride);
            }
        }
    }

    private static void PanelProduct(
        Matrix left, Panels right, float* panel, float* next, bool add, float* destination, nint stride)
    {
        // Each tile asks for its share of the next panel, which then lies near when its turn comes.
        var ahead = new PanelAhead(next, right, left.Rows / TPath.TileRows);
        nint rowStride = left.RowStride;
        var source = left.Data;
        var remaining = left.Rows;
        while (remaining > 0)
        {
            var rows = TileRows(remaining);
            ahead.Advance();
            Tile<TPath, TVector>.Multiply(rows, source, rowStride, left.ColumnStride, right, panel, add, destination, stride);
            remaining -= rows;
            source += rows * rowStride;
            destination += rows * stride;
        }
    }

    /// <summary>Rows of the next tile. The last two share what is left: a tile of one to three rows waits for its own sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TileRows(int remaining) =>
        remaining <= TPath.TileRows ? remaining
        : remaining >= TPath.TileRows + 4 ? TPath.TileRows
        : (remaining + 1) / 2;

    private static void CopyTile(float* tile, int width, int rows, int columns, bool add, float* destination, nint stride)
    {
        for (var row = 0; row < rows; row++, tile += width, destination += stride)
        {
            if (add)
            {
                AddTo(tile, columns, destination);
            }
            else
            {
                new Span<float>(tile, columns).CopyTo(new Span<float>(destination, columns));
            }
        }
    }

    public override void Pack(Matrix source, float* destination)
    {
        var width = PanelWidth;
        for (var column = 0; column < source.Columns; column += width, destination += (nint)source.Rows * width)
        {
            var columns = Math.Min(width, source.Columns - column);
            var panel = source.ColumnRange(column, columns);
            if (source.ColumnStride == 1)
            {
                PackRows(panel, width, destination);
            }
            else
            {
                PackColumns(panel, width, destination);
            }
        }
    }

    private static void PackRows(Matrix panel, int width, float* destination)
    {
        for (var row = 0; row < panel.Rows; row++, destination += width)
        {
            var place = new Span<float>(destination, width);
            panel.Row(row).CopyTo(place);
            place[panel.Columns..].Clear();
        }
    }

    /// <summary>A transposed source, by squares of four; what is left over one by one.</summary>
    private static void PackColumns(Matrix panel, int width, float* destination)
    {
        var (rows, columns) = (panel.Rows, panel.Columns);
        if (columns < width)
        {
            new Span<float>(destination, rows * width).Clear();
        }
        var wholeRows = panel.RowStride == 1 ? rows / 4 * 4 : 0;
        var wholeColumns = columns / 4 * 4;
        for (var column = 0; column < wholeColumns; column += 4)
        {
            var source = panel.Data + (nint)column * panel.ColumnStride;
            for (var row = 0; row < wholeRows; row += 4)
            {
                Transpose.Square4(source + row, panel.ColumnStride, destination + (nint)row * width + column, width);
            }
        }
        CopyElements(panel, wholeRows, rows, 0, wholeColumns, width, destination);
        CopyElements(panel, 0, rows, wholeColumns, columns, width, destination);
    }

    private static void CopyElements(
        Matrix panel, int firstRow, int endRow, int firstColumn, int endColumn, int width, float* destination)
    {
        for (var row = firstRow; row < endRow; row++)
        {
            for (var column = firstColumn; column < endColumn; column++)
            {
                destination[(nint)row * width + column] = panel[row, column];
            }
        }
    }
}
