using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Benchmarks;

/// <summary>The three products of training, at the shapes of the miniature's model, on every path of the machine.</summary>
internal static unsafe class KernelBenchmark
{
    private const int Rows = 160;

    private static readonly (string Name, int Depth, int Columns)[] Shapes =
    [
        ("query, key, value", 128, 384),
        ("attention output", 128, 128),
        ("gate, up", 128, 688),
        ("down", 344, 128),
        ("head", 128, 620),
    ];

    public static void Run(TextWriter output)
    {
        var peak = Peak.GigaFlops();
        output.WriteLine($"peak of one core: {peak:F1} GF/s");
        foreach (var kernels in KernelSet.Available)
        {
            foreach (var (name, depth, columns) in Shapes)
            {
                Measure(output, peak, kernels, $"{name}, forward", Rows, depth, columns, transposedLeft: false);
                Measure(output, peak, kernels, $"{name}, weight gradient", columns, Rows, depth, transposedLeft: true);
            }
        }
    }

    private static void Measure(
        TextWriter output, double peak, KernelSet kernels, string name, int rows, int depth, int columns, bool transposedLeft)
    {
        using var left = new AlignedMemory((long)rows * depth);
        using var right = new AlignedMemory((long)depth * columns);
        using var packed = new AlignedMemory(Panels.PackedLength(depth, columns, kernels.PanelWidth));
        using var destination = new AlignedMemory((long)rows * columns);
        left.Span.Fill(0.5f);
        right.Span.Fill(0.25f);

        fixed (float* a = left.Span, b = right.Span, p = packed.Span, c = destination.Span)
        {
            var leftMatrix = transposedLeft ? new Matrix(a, depth, rows).Transposed : new Matrix(a, rows, depth);
            kernels.Pack(new Matrix(b, depth, columns), p);
            var panels = transposedLeft
                ? Panels.Of(new Matrix(b, depth, columns), kernels.PanelWidth)
                : Panels.Packed(p, depth, columns, kernels.PanelWidth);
            var result = new Matrix(c, rows, columns);
            var seconds = Stopping.BestSeconds(200, 7, () => kernels.Product(leftMatrix, panels, transposedLeft, result));
            var speed = 2.0 * rows * depth * columns / seconds / 1e9;
            output.WriteLine($"{kernels.Name,-10} {name,-34} {speed,7:F1} GF/s {speed / peak,6:P0} of peak");
        }
    }
}
