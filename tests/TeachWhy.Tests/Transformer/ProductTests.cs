using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>Products of every path against sums in double precision.</summary>
public sealed unsafe class ProductTests
{
    public static TheoryData<string> Paths => [.. KernelPaths.Names, "reference"];

    // All heights of a tile with all kinds of last panel: none, part of a vector, whole vectors.
    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_shape_and_orientation_matches_the_definition(string path)
    {
        int[] columnCounts = [1, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 97];
        for (var rows = 1; rows <= 25; rows++)
        {
            foreach (var columns in columnCounts)
            {
                var depth = 1 + (rows * columns) % 37;
                Check(path, rows, depth, columns, transposeLeft: false, transposeRight: true, add: false, direct: false);
                Check(path, rows, depth, columns, transposeLeft: false, transposeRight: false, add: false, direct: false);
                Check(path, rows, depth, columns, transposeLeft: true, transposeRight: false, add: true, direct: true);
            }
        }
    }

    // What the sampler's promise rests on: a row alone and the same row in a batch agree to the bit.
    [Theory]
    [MemberData(nameof(Paths))]
    public void A_row_does_not_depend_on_the_rows_beside_it(string path)
    {
        const int Depth = 128, Columns = 90, Rows = 29;
        var kernels = KernelPaths.Named(path);
        using var left = Memory(Rows * Depth, seed: 1);
        using var right = Memory(Depth * Columns, seed: 2);
        using var together = new AlignedMemory(Rows * Columns);
        using var alone = new AlignedMemory(Columns);
        using var packed = new AlignedMemory(Panels.PackedLength(Depth, Columns, kernels.PanelWidth));
        fixed (float* a = left.Span, b = right.Span, p = packed.Span, c = together.Span, d = alone.Span)
        {
            kernels.Pack(new Matrix(b, Depth, Columns), p);
            var panels = Panels.Packed(p, Depth, Columns, kernels.PanelWidth);
            var matrix = new Matrix(a, Rows, Depth);
            kernels.Product(matrix, panels, add: false, new Matrix(c, Rows, Columns));
            for (var row = 0; row < Rows; row++)
            {
                kernels.Product(matrix.RowRange(row, 1), panels, add: false, new Matrix(d, 1, Columns));
                Assert.True(alone.Span.SequenceEqual(together.Span.Slice(row * Columns, Columns)), $"row {row}");
            }
        }
    }

    // Every number of whole groups of panels, of whole panels and of columns left over.
    [Theory]
    [MemberData(nameof(Paths))]
    public void A_row_by_short_numbers_is_the_product_of_the_widened_numbers_to_the_bit(string path)
    {
        const int Depth = 37;
        var kernels = KernelPaths.Named(path);
        for (var columns = 1; columns <= 10 * kernels.PanelWidth; columns += columns < 2 * kernels.PanelWidth ? 1 : 7)
        {
            using var left = Memory(Depth, seed: 1);
            using var right = Memory(Depth * columns, seed: 2);
            using var packed = new AlignedMemory(Panels.PackedLength(Depth, columns, kernels.PanelWidth));
            foreach (var add in new[] { false, true })
            {
                // One number of margin on the right, which must stay as it was.
                using var expected = Memory(columns + 1, seed: 3);
                using var actual = Memory(columns + 1, seed: 3);
                fixed (float* a = left.Span, b = right.Span, p = packed.Span, e = expected.Span)
                {
                    kernels.Pack(new Matrix(b, Depth, columns), p);
                    var shorts = new ushort[packed.Length];
                    for (var i = 0; i < shorts.Length; i++)
                    {
                        // A bfloat16 is the upper half of a float.
                        shorts[i] = (ushort)(BitConverter.SingleToUInt32Bits(p[i]) >> 16);
                        p[i] = BitConverter.UInt32BitsToSingle((uint)shorts[i] << 16);
                    }
                    kernels.Product(new Matrix(a, 1, Depth), Panels.Packed(p, Depth, columns, kernels.PanelWidth), add, new Matrix(e, 1, columns));
                    fixed (ushort* panels = shorts)
                    {
                        kernels.RowProduct(left.Span, panels, add, actual.Span[..columns]);
                    }
                }
                Assert.True(expected.Span.SequenceEqual(actual.Span), $"{columns} columns");
            }
        }
    }

    private static void Check(
        string path, int rows, int depth, int columns, bool transposeLeft, bool transposeRight, bool add, bool direct)
    {
        var kernels = KernelPaths.Named(path);
        using var left = Memory(rows * depth, seed: 1);
        using var right = Memory(depth * columns, seed: 2);
        using var packed = new AlignedMemory(Panels.PackedLength(depth, columns, kernels.PanelWidth));

        // One column of margin on the right, which must stay as it was.
        using var result = Memory(rows * (columns + 1), seed: 3);
        var before = result.Span.ToArray();
        fixed (float* a = left.Span, b = right.Span, p = packed.Span, c = result.Span)
        {
            var x = transposeLeft ? new Matrix(a, depth, rows).Transposed : new Matrix(a, rows, depth);
            var y = transposeRight ? new Matrix(b, columns, depth).Transposed : new Matrix(b, depth, columns);
            var destination = new Matrix(c, rows, columns, columns + 1);
            if (!direct)
            {
                kernels.Pack(y, p);
            }
            var panels = direct ? Panels.Of(y, kernels.PanelWidth) : Panels.Packed(p, depth, columns, kernels.PanelWidth);

            kernels.Product(x, panels, add, destination);

            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    var expected = add ? (double)before[row * (columns + 1) + column] : 0;
                    for (var k = 0; k < depth; k++)
                    {
                        expected += (double)x[row, k] * y[k, column];
                    }
                    Assert.True(
                        Math.Abs(expected - destination[row, column]) < 1e-5,
                        $"[{row}, {column}] of {rows} x {depth} x {columns}: {destination[row, column]} instead of {expected}");
                }
                Assert.Equal(before[row * (columns + 1) + columns], destination.Data[row * (columns + 1) + columns]);
            }
        }
    }

    private static AlignedMemory Memory(int length, int seed)
    {
        var memory = new AlignedMemory(length);
        KernelPaths.Numbers(length, seed, size: 0.5).CopyTo(memory.Span);
        return memory;
    }
}
