namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// The right-hand side of a product, as the multiply loop wants to read it: columns in panels as wide as a tile,
/// so that one step down a panel is one read of neighbouring floats.
/// <code>element(k, c) = Data[c / width · PanelStride + k · RowStride + c mod width]</code>
/// </summary>
public readonly unsafe struct Panels(float* data, int depth, int columns, int rowStride, nint panelStride)
{
    public readonly float* Data = data;
    public readonly int Depth = depth;
    public readonly int Columns = columns;
    public readonly int RowStride = rowStride;
    public readonly nint PanelStride = panelStride;

    /// <summary>A matrix with neighbouring columns, read where it lies.</summary>
    public static Panels Of(Matrix matrix, int width) =>
        matrix.ColumnStride == 1
            ? new(matrix.Data, matrix.Rows, matrix.Columns, matrix.RowStride, width)
            : throw new ArgumentException("Columns must lie side by side; pack the matrix instead.", nameof(matrix));

    /// <summary>Where <see cref="KernelSet.Pack"/> put a copy of a [depth, columns] matrix.</summary>
    public static Panels Packed(float* data, int depth, int columns, int width) =>
        new(data, depth, columns, width, (nint)depth * width);

    /// <summary>Floats that a packed [depth, columns] matrix takes: the last panel is padded to full width.</summary>
    public static long PackedLength(int depth, int columns, int width) =>
        (long)depth * ((columns + width - 1) / width * width);

    /// <summary>The first rows only: a shorter sum over the same columns.</summary>
    public Panels Shortened(int depth) => new(Data, depth, Columns, RowStride, PanelStride);

    /// <summary>The first columns only.</summary>
    public Panels Narrowed(int columns) => new(Data, Depth, columns, RowStride, PanelStride);

    /// <summary>Some of the columns.</summary>
    /// <param name="first">A multiple of the panel's width.</param>
    public Panels Section(int first, int count, int width) =>
        new(Data + first / width * PanelStride, Depth, count, RowStride, PanelStride);
}
