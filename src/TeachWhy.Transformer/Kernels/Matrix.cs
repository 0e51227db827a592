namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// A view of floats as rows and columns: <c>element(r, c) = Data[r · RowStride + c · ColumnStride]</c>.
/// It owns nothing; whoever made the memory keeps it alive.
/// </summary>
public readonly unsafe struct Matrix(float* data, int rows, int columns, int rowStride, int columnStride = 1)
{
    public readonly float* Data = data;
    public readonly int Rows = rows;
    public readonly int Columns = columns;
    public readonly int RowStride = rowStride;
    public readonly int ColumnStride = columnStride;

    public Matrix(float* data, int rows, int columns) : this(data, rows, columns, columns)
    {
    }

    /// <summary>The same numbers with rows and columns exchanged; nothing is copied.</summary>
    public Matrix Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);

    public ref float this[int row, int column] =>
        ref Data[(nint)row * RowStride + (nint)column * ColumnStride];

    /// <summary>One row; only of a matrix whose columns lie side by side.</summary>
    public Span<float> Row(int row) => new(RowPointer(row), Columns);

    public float* RowPointer(int row) => Data + (nint)row * RowStride;

    public Matrix RowRange(int first, int count) => new(RowPointer(first), count, Columns, RowStride, ColumnStride);

    public Matrix ColumnRange(int first, int count) =>
        new(Data + (nint)first * ColumnStride, Rows, count, RowStride, ColumnStride);

    public void CopyTo(Matrix destination)
    {
        for (var row = 0; row < Rows; row++)
        {
            Row(row).CopyTo(destination.Row(row));
        }
    }

    public void Clear()
    {
        for (var row = 0; row < Rows; row++)
        {
            Row(row).Clear();
        }
    }
}
