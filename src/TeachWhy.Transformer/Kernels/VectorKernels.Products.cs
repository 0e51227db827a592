using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
                PanelProduct(left, right, panel, add, place, destination.RowStride);
                continue;
            }

            // The last panel is narrower than a tile: a tile goes aside and only its real columns are kept.
            var columns = right.Columns - column;
            for (var row = 0; row < left.Rows; row += TPath.TileRows)
            {
                var rows = Math.Min(TPath.TileRows, left.Rows - row);
                PanelProduct(left.RowRange(row, rows), right, panel, add: false, aside, width);
                CopyTile(aside, width, rows, columns, add, place + (nint)row * destination.RowStride, destination.RowStride);
            }
        }
    }

    private static void PanelProduct(Matrix left, Panels right, float* panel, bool add, float* destination, nint stride)
    {
        nint rowStride = left.RowStride;
        nint depthStride = left.ColumnStride;
        var source = left.Data;
        var rows = left.Rows;
        if (TPath.TileRows == 8)
        {
            for (; rows >= 8; rows -= 8, source += 8 * rowStride, destination += 8 * stride)
            {
                Tile<TPath, TVector>.Rows8(source, rowStride, depthStride, right, panel, add, destination, stride);
            }
        }
        else
        {
            for (; rows >= 6; rows -= 6, source += 6 * rowStride, destination += 6 * stride)
            {
                Tile<TPath, TVector>.Rows6(source, rowStride, depthStride, right, panel, add, destination, stride);
            }
        }
        if (rows >= 4)
        {
            Tile<TPath, TVector>.Rows4(source, rowStride, depthStride, right, panel, add, destination, stride);
            rows -= 4;
            source += 4 * rowStride;
            destination += 4 * stride;
        }
        if (rows >= 2)
        {
            Tile<TPath, TVector>.Rows2(source, rowStride, depthStride, right, panel, add, destination, stride);
            rows -= 2;
            source += 2 * rowStride;
            destination += 2 * stride;
        }
        if (rows >= 1)
        {
            Tile<TPath, TVector>.Rows1(source, rowStride, depthStride, right, panel, add, destination, stride);
        }
    }

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

    /// <summary>A transposed source: four of its columns at a time, so that every store takes four neighbours.</summary>
    private static void PackColumns(Matrix panel, int width, float* destination)
    {
        if (panel.Columns < width)
        {
            new Span<float>(destination, panel.Rows * width).Clear();
        }
        var columns = panel.Columns;
        var column = 0;
        for (; column <= columns - 4; column += 4)
        {
            var source0 = panel.Data + (nint)column * panel.ColumnStride;
            var source1 = source0 + panel.ColumnStride;
            var source2 = source1 + panel.ColumnStride;
            var source3 = source2 + panel.ColumnStride;
            var place = destination + column;
            nint at = 0;
            for (var row = panel.Rows; row > 0; row--, at += panel.RowStride, place += width)
            {
                Vector128.Create(source0[at], source1[at], source2[at], source3[at]).Store(place);
            }
        }
        for (; column < columns; column++)
        {
            var source = panel.Data + (nint)column * panel.ColumnStride;
            for (var row = 0; row < panel.Rows; row++)
            {
                destination[(nint)row * width + column] = source[(nint)row * panel.RowStride];
            }
        }
    }
}
