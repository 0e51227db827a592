using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Layers;

/// <summary>
/// Root-mean-square normalisation of every head's query and key, before they are turned to their position (Qwen3).
/// All query heads share one gain, all key heads another.
/// </summary>
internal sealed unsafe class HeadNormalization(TransformerShape shape, KernelSet kernels, MatrixMemory memory)
{
    private readonly Matrix _dHead = memory.Reserve(1, shape.HeadSize);

    /// <summary>Normalises in place.</summary>
    /// <param name="queryKeyValue">[rows, (heads + 2 · key-value heads) · head size]; the values stay as they are.</param>
    /// <param name="inverseRms">[rows, heads + key-value heads], kept for <see cref="Backward"/>; may be null where nothing is learned.</param>
    public void Forward(BlockParameters parameters, float* inverseRms, Matrix queryKeyValue)
    {
        for (var row = 0; row < queryKeyValue.Rows; row++)
        {
            for (var head = 0; head < shape.Heads + shape.KeyValueHeads; head++)
            {
                var values = Head(queryKeyValue, row, head);
                var r = kernels.Normalize(values, Gain(parameters, head).Row(0), shape.NormEpsilon, values);
                if (inverseRms is not null)
                {
                    *inverseRms++ = r;
                }
            }
        }
    }

    /// <summary>Turns the gradients of queries and keys into those before normalisation, in place, and adds to those of the gains.</summary>
    /// <param name="input">[rows, (heads + key-value heads) · head size]: what was normalised.</param>
    public void Backward(BlockParameters parameters, Matrix input, float* inverseRms, Matrix dQueryKeyValue, BlockParameters gradients)
    {
        for (var row = 0; row < input.Rows; row++)
        {
            for (var head = 0; head < shape.Heads + shape.KeyValueHeads; head++)
            {
                var dHead = Head(dQueryKeyValue, row, head);
                var dInput = _dHead.Row(0);
                dInput.Clear();
                kernels.NormalizeGradient(
                    dHead, Head(input, row, head), Gain(parameters, head).Row(0), *inverseRms++, dInput, Gain(gradients, head).Row(0));
                dInput.CopyTo(dHead);
            }
        }
    }

    private Matrix Gain(BlockParameters parameters, int head) =>
        (head < shape.Heads ? parameters.QueryGain : parameters.KeyGain)!.Value;

    private Span<float> Head(Matrix heads, int row, int head) => heads.Row(row).Slice(head * shape.HeadSize, shape.HeadSize);
}
