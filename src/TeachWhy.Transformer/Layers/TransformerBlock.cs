using TeachWhy.Transformer.Adapters;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Layers;

/// <summary>One block: attention and feed-forward, each added to the stream. Backward is forward read from the bottom.</summary>
internal sealed unsafe class TransformerBlock(
    TransformerShape shape, KernelSet kernels, AttentionContext attention, HeadNormalization heads, RotaryTable rotary,
    LowRankProduct lowRank)
{
    /// <param name="output">[rows, channels]; its rows say how many tokens the packed row has.</param>
    public void Forward(PackedBlock weights, IReadOnlyList<Segment> segments, BlockActivations kept, Matrix output)
    {
        var parameters = weights.Parameters;
        var (rows, epsilon) = (output.Rows, shape.NormEpsilon);
        var (input, middle) = (kept.Input.RowRange(0, rows), kept.Middle.RowRange(0, rows));
        var normed = kept.AttentionNormed.RowRange(0, rows);
        var queryKeyValue = kept.QueryKeyValue.RowRange(0, rows);
        var attended = kept.Attended.RowRange(0, rows);

        Normalization.Forward(kernels, input, parameters.AttentionGain, epsilon, kept.AttentionInverseRms, normed);
        Linear.Forward(kernels, normed, weights.QueryKeyValue, add: false, queryKeyValue, lowRank);
        if (shape.QueryKeyNorm)
        {
            queryKeyValue.ColumnRange(0, shape.RotatedWidth).CopyTo(kept.QueryKey);
            heads.Forward(parameters, kept.HeadInverseRms, queryKeyValue);
        }
        Rotate(queryKeyValue, segments, direction: 1f);
        Attention.Forward(attention, queryKeyValue, segments, kept.Probabilities, attended);
        input.CopyTo(middle);
        Linear.Forward(kernels, attended, weights.Output, add: true, middle, lowRank);

        normed = kept.FeedForwardNormed.RowRange(0, rows);
        Normalization.Forward(kernels, middle, parameters.FeedForwardGain, epsilon, kept.FeedForwardInverseRms, normed);
        middle.CopyTo(output);
        FeedForward.Forward(kernels, normed, weights, kept.GateUp.RowRange(0, rows), kept.Gated.RowRange(0, rows), output, lowRank);
    }

    /// <param name="scratch">Overwritten.</param>
    /// <param name="dStream">[rows, channels]: the gradient of the output, turned into that of the input in place.</param>
    /// <param name="dParameters">Added to.</param>
    public void Backward(
        PackedBlock weights, IReadOnlyList<Segment> segments, BlockActivations kept, BlockGradients scratch,
        Matrix dStream, BlockParameters dParameters)
    {
        var parameters = weights.Parameters;
        var rows = dStream.Rows;
        var dNormed = scratch.Normed.RowRange(0, rows);
        var dAttended = scratch.Attended.RowRange(0, rows);
        var dQueryKeyValue = scratch.QueryKeyValue.RowRange(0, rows);
        var (input, middle) = (kept.Input.RowRange(0, rows), kept.Middle.RowRange(0, rows));

        FeedForward.Backward(
            kernels, dStream, kept.FeedForwardNormed.RowRange(0, rows), kept.GateUp.RowRange(0, rows), kept.Gated.RowRange(0, rows),
            weights, scratch.Gated.RowRange(0, rows), scratch.GateUp.RowRange(0, rows), dNormed, dParameters, lowRank);
        Normalization.Backward(
            kernels, dNormed, middle, parameters.FeedForwardGain, kept.FeedForwardInverseRms, dStream, dParameters.FeedForwardGain);

        Linear.Backward(kernels, dStream, kept.Attended.RowRange(0, rows), weights.Output, dAttended, dParameters.Output, lowRank);
        Attention.Backward(
            attention, dAttended, kept.QueryKeyValue.RowRange(0, rows), kept.Probabilities, segments, scratch.Scores, dQueryKeyValue);
        Rotate(dQueryKeyValue, segments, direction: -1f);
        if (shape.QueryKeyNorm)
        {
            heads.Backward(parameters, kept.QueryKey.RowRange(0, rows), kept.HeadInverseRms, dQueryKeyValue, dParameters);
        }
        Linear.Backward(
            kernels, dQueryKeyValue, kept.AttentionNormed.RowRange(0, rows), weights.QueryKeyValue, dNormed, dParameters.QueryKeyValue, lowRank);
        Normalization.Backward(
            kernels, dNormed, input, parameters.AttentionGain, kept.AttentionInverseRms, dStream, dParameters.AttentionGain);
    }

    private void Rotate(Matrix queryKeyValue, IReadOnlyList<Segment> segments, float direction)
    {
        foreach (var segment in segments)
        {
            for (var position = 0; position < segment.Length; position++)
            {
                rotary.Rotate(kernels, position, direction, queryKeyValue.Row(segment.Start + position)[..shape.RotatedWidth]);
            }
        }
    }
}
