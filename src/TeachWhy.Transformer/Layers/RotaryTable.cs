using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Layers;

/// <summary>
/// The angles of rotary positions (Su et al. 2021), Hugging Face's convention: a head's halves are the pairs.
/// <code>angle(position, i) = position · base^(−2i / head size)</code>
/// Where the shape scales them, each base^(−2i / head size) by <see cref="RotaryScaling.Scale"/>.
/// </summary>
internal sealed class RotaryTable
{
    private readonly Matrix _cosines;
    private readonly Matrix _sines;

    public RotaryTable(TransformerShape shape, MatrixMemory memory)
    {
        var half = shape.HeadSize / 2;
        _cosines = memory.Reserve(shape.Context, half);
        _sines = memory.Reserve(shape.Context, half);
        for (var i = 0; i < half; i++)
        {
            var frequency = Math.Pow(shape.RotaryBase, -2.0 * i / shape.HeadSize);
            frequency = shape.RotaryScaling?.Scale(frequency) ?? frequency;
            for (var position = 0; position < shape.Context; position++)
            {
                var angle = position * frequency;
                _cosines[position, i] = (float)Math.Cos(angle);
                _sines[position, i] = (float)Math.Sin(angle);
            }
        }
    }

    /// <summary>Turns the heads of one row to its position, or back from it.</summary>
    /// <param name="direction">1 to turn, −1 to turn back.</param>
    public void Rotate(KernelSet kernels, int position, float direction, Span<float> heads) =>
        kernels.Rotate(_cosines.Row(position), _sines.Row(position), direction, heads);
}
