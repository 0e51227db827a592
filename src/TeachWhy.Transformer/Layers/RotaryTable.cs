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
    // A model may allow far longer contexts than it meets: angles are made by stretches, as positions are reached.
    private const int Stretch = 256;

    private readonly MatrixMemory _memory;
    private readonly double[] _frequencies;
    private readonly List<(Matrix Cosines, Matrix Sines)> _stretches = [];

    public RotaryTable(TransformerShape shape, MatrixMemory memory)
    {
        _memory = memory;
        _frequencies = [.. Enumerable.Range(0, shape.HeadSize / 2).Select(i =>
        {
            var frequency = Math.Pow(shape.RotaryBase, -2.0 * i / shape.HeadSize);
            return shape.RotaryScaling?.Scale(frequency) ?? frequency;
        })];
    }

    /// <summary>Makes the angles of so many positions; threads that share the table have it made before they turn.</summary>
    public void Reach(int positions)
    {
        while (_stretches.Count * Stretch < positions)
        {
            var (cosines, sines) = (_memory.Reserve(Stretch, _frequencies.Length), _memory.Reserve(Stretch, _frequencies.Length));
            for (var row = 0; row < Stretch; row++)
            {
                for (var i = 0; i < _frequencies.Length; i++)
                {
                    var angle = (_stretches.Count * Stretch + row) * _frequencies[i];
                    cosines[row, i] = (float)Math.Cos(angle);
                    sines[row, i] = (float)Math.Sin(angle);
                }
            }
            _stretches.Add((cosines, sines));
        }
    }

    /// <summary>Turns the heads of one row to its position, or back from it.</summary>
    /// <param name="direction">1 to turn, −1 to turn back.</param>
    public void Rotate(KernelSet kernels, int position, float direction, Span<float> heads)
    {
        Reach(position + 1);
        var (cosines, sines) = _stretches[position / Stretch];
        kernels.Rotate(cosines.Row(position % Stretch), sines.Row(position % Stretch), direction, heads);
    }
}
