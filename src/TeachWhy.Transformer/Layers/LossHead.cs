using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Layers;

/// <summary>
/// Head and cross-entropy in one: logits live only for a block of rows, in the nearest cache, and are
/// turned into their own gradient there. Rows that carry no weight are never computed.
/// <code>loss = Σ weight(i) · −log softmax(input(i) · Wᵀ)[target(i)]</code>
/// </summary>
internal sealed class LossHead(TransformerShape shape, KernelSet kernels, MatrixMemory memory)
{
    private const int Block = 48;

    private readonly Matrix _logits = memory.Reserve(Block, shape.Vocabulary);

    /// <summary>The loss alone.</summary>
    public double Forward(Matrix input, ReadOnlySpan<LossTarget> targets, PackedWeight head)
    {
        var loss = 0.0;
        for (var first = 0; first < input.Rows; first += Block)
        {
            var count = Math.Min(Block, input.Rows - first);
            loss += BlockLoss(input.RowRange(first, count), targets.Slice(first, count), head, scale: 1f);
        }
        return loss;
    }

    /// <summary>The loss; replaces the gradient of the input and adds to that of the head, both times <paramref name="scale"/>.</summary>
    /// <param name="input">[targets, channels]</param>
    /// <param name="dInput">[targets, channels]</param>
    public double ForwardBackward(
        Matrix input, ReadOnlySpan<LossTarget> targets, PackedWeight head, float scale, Matrix dInput, LinearParameters dHead)
    {
        var loss = 0.0;
        for (var first = 0; first < input.Rows; first += Block)
        {
            var count = Math.Min(Block, input.Rows - first);
            var rows = input.RowRange(first, count);
            loss += BlockLoss(rows, targets.Slice(first, count), head, scale);
            Linear.Backward(kernels, _logits.RowRange(0, count), rows, head, dInput.RowRange(first, count), dHead);
        }
        return loss;
    }

    private double BlockLoss(Matrix input, ReadOnlySpan<LossTarget> targets, PackedWeight head, float scale)
    {
        Linear.Forward(kernels, input, head, add: false, _logits.RowRange(0, input.Rows));
        var loss = 0.0;
        for (var row = 0; row < input.Rows; row++)
        {
            var (_, token, weight) = targets[row];
            loss += (double)weight * kernels.CrossEntropy(token, weight * scale, _logits.Row(row));
        }
        return loss;
    }
}

/// <summary>One prediction that is learned from.</summary>
/// <param name="Row">The token it is made from.</param>
/// <param name="Token">The token that comes next.</param>
/// <param name="Weight">Its share in the loss.</param>
internal readonly record struct LossTarget(int Row, int Token, float Weight);
