using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Measurement;

/// <summary>What one kernel reaches on one core, its operands in the caches.</summary>
/// <param name="Model">The model whose sizes it has.</param>
/// <param name="Name">What it computes.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="GigaFlops">10⁹ useful operations a second.</param>
public sealed record KernelSpeed(string Model, string Name, string Shape, double GigaFlops, double ShareOfPeak);

/// <summary>The three products of every layer, attention, and the head with its loss, at the sizes of a model's training.</summary>
public static unsafe class KernelMeasurement
{
    /// <summary>What is measured of each model, in this order.</summary>
    public const int Count = 5 * 3 + 2;

    /// <param name="peak">Of one core, in 10⁹ operations a second.</param>
    /// <param name="seconds">To measure each kernel for.</param>
    public static IEnumerable<KernelSpeed> Measure(MeasuredModel model, KernelSet kernels, double peak, double seconds)
    {
        var shape = model.Shape;
        (string Name, int Depth, int Columns)[] layers =
        [
            ("query, key, value", shape.Channels, shape.QueryKeyValueWidth),
            ("attention output", shape.QueryWidth, shape.Channels),
            ("gate, up", shape.Channels, 2 * shape.Hidden),
            ("down", shape.Hidden, shape.Channels),
            ("head", shape.Channels, shape.Vocabulary),
        ];
        var rows = shape.Context;
        foreach (var (name, depth, columns) in layers)
        {
            yield return Speed($"{name}: forward", $"{rows} × {depth} × {columns}", UsefulOperations.OfProduct(rows, depth, columns), Product(kernels, rows, depth, columns));
            yield return Speed($"{name}: input gradient", $"{rows} × {columns} × {depth}", UsefulOperations.OfProduct(rows, columns, depth), Product(kernels, rows, columns, depth));
            yield return Speed($"{name}: weight gradient", $"{columns} × {rows} × {depth}", UsefulOperations.OfProduct(columns, rows, depth), WeightGradient(kernels, rows, depth, columns));
        }

        // A row of training: documents of about 70 tokens.
        int[] documents = [rows / 2 - 10, rows - (rows / 2 - 10)];
        yield return Speed(
            "attention: forward and back", $"{string.Join(" + ", documents)} tokens, {shape.Heads} × {shape.HeadSize}",
            3 * UsefulOperations.OfAttention(shape, documents), AttentionBothWays(shape, kernels, documents));
        yield return Speed(
            "head and loss: forward and back", $"{rows} × {shape.Channels} × {shape.Vocabulary}",
            3 * UsefulOperations.OfProduct(rows, shape.Channels, shape.Vocabulary), HeadAndLoss(shape, kernels));

        KernelSpeed Speed(string name, string sizes, double operations, (Action Work, IDisposable Memory) kernel)
        {
            using (kernel.Memory)
            {
                var speed = operations / Timing.BestSeconds(seconds, kernel.Work) / 1e9;
                return new KernelSpeed(model.Name, name, sizes, speed, speed / peak);
            }
        }
    }

    private static (Action, IDisposable) Product(KernelSet kernels, int rows, int depth, int columns)
    {
        var memory = new MatrixMemory();
        var (left, right, destination) = (Filled(memory, rows, depth), Filled(memory, depth, columns), memory.Reserve(rows, columns));
        var packed = memory.Reserve(Panels.PackedLength(depth, columns, kernels.PanelWidth));
        kernels.Pack(right, packed);
        var panels = Panels.Packed(packed, depth, columns, kernels.PanelWidth);
        return (() => kernels.Product(left, panels, add: false, destination), memory);
    }

    private static (Action, IDisposable) WeightGradient(KernelSet kernels, int rows, int inputs, int outputs)
    {
        var memory = new MatrixMemory();
        var (dOutput, input, dWeight) = (Filled(memory, rows, outputs), Filled(memory, rows, inputs), memory.Reserve(outputs, inputs));
        return (() => kernels.Product(dOutput.Transposed, Panels.Of(input, kernels.PanelWidth), add: true, dWeight), memory);
    }

    private static (Action, IDisposable) AttentionBothWays(TransformerShape shape, KernelSet kernels, int[] documents)
    {
        var memory = new MatrixMemory();
        var context = new AttentionContext(shape, kernels, memory);
        var kept = new BlockActivations(shape, kernels, memory);
        var scratch = new BlockGradients(shape, kernels, memory);
        var segments = documents.Select((length, i) => new Segment(documents[..i].Sum(), length)).ToList();
        Fill(kept.QueryKeyValue);
        Fill(scratch.Attended);
        return (() =>
        {
            Attention.Forward(context, kept.QueryKeyValue, segments, kept.Probabilities, kept.Attended);
            Attention.Backward(context, scratch.Attended, kept.QueryKeyValue, kept.Probabilities, segments, scratch.Scores, scratch.QueryKeyValue);
        }, memory);
    }

    private static (Action, IDisposable) HeadAndLoss(TransformerShape shape, KernelSet kernels)
    {
        var memory = new MatrixMemory();
        var model = TransformerModel.Create(shape with { Layers = 1 }, seed: 1);
        var gradients = new TransformerParameters(model.Shape);
        var weights = new PackedWeights(model.Parameters, kernels, backward: true);
        var head = new LossHead(shape, kernels, memory);
        var (input, dInput) = (Filled(memory, shape.Context, shape.Channels), memory.Reserve(shape.Context, shape.Channels));
        LossTarget[] targets = [.. Enumerable.Range(0, shape.Context).Select(row => new LossTarget(row, row % shape.Vocabulary, 1f))];
        return (() => head.ForwardBackward(input, targets, weights.Head, scale: 1f, dInput, gradients.Head), new All(weights, gradients, model, memory));
    }

    private static Matrix Filled(MatrixMemory memory, int rows, int columns)
    {
        var matrix = memory.Reserve(rows, columns);
        Fill(matrix);
        return matrix;
    }

    private static void Fill(Matrix matrix)
    {
        var random = new RandomSource(1);
        for (var row = 0; row < matrix.Rows; row++)
        {
            foreach (ref var value in matrix.Row(row))
            {
                value = (float)random.NextGaussian();
            }
        }
    }

    private sealed class All(params IDisposable[] parts) : IDisposable
    {
        public void Dispose()
        {
            foreach (var part in parts)
            {
                part.Dispose();
            }
        }
    }
}
