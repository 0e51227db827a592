using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// New tokens of many sequences in one go through the model: one row per token, whether it is part of a prompt or
/// the last token that was drawn. Every row's result is the same whatever rows are beside it.
/// </summary>
internal sealed unsafe class SamplingPass : IDisposable
{
    private readonly TransformerShape _shape;
    private readonly KernelSet _kernels;
    private readonly PackedWeights _weights;
    private readonly MatrixMemory _memory = new();
    private readonly RotaryTable _rotary;
    private readonly HeadNormalization _heads;
    private readonly CachedAttention _attention;
    private readonly Matrix _stream;
    private readonly Matrix _normed;
    private readonly Matrix _queryKeyValue;
    private readonly Matrix _attended;
    private readonly Matrix _gateUp;
    private readonly Matrix _gated;

    /// <param name="rows">Most new tokens of one call.</param>
    public SamplingPass(PackedWeights weights, KernelSet kernels, int rows)
    {
        _weights = weights;
        _kernels = kernels;
        _shape = weights.Parameters.Shape;
        Rows = rows;
        _rotary = new RotaryTable(_shape, _memory);
        _heads = new HeadNormalization(_shape, kernels, _memory);
        _attention = new CachedAttention(_shape, kernels, _memory);
        _stream = _memory.Reserve(rows, _shape.Channels);
        _normed = _memory.Reserve(rows, _shape.Channels);
        _queryKeyValue = _memory.Reserve(rows, _shape.QueryKeyValueWidth);
        _attended = _memory.Reserve(rows, _shape.QueryWidth);
        _gateUp = _memory.Reserve(rows, 2 * _shape.Hidden);
        _gated = _memory.Reserve(rows, _shape.Hidden);
    }

    public int Rows { get; }

    /// <summary>Runs the chunks through all layers and fills their caches.</summary>
    /// <param name="logits">[rows wanted, vocabulary]: the logits behind every chunk's wanted tokens, in order.</param>
    public void Forward(IReadOnlyList<Chunk> chunks, Matrix logits)
    {
        var rows = Embed(chunks);
        var (stream, normed) = (_stream.RowRange(0, rows), _normed.RowRange(0, rows));
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var block = _weights.Blocks[layer];
            var queryKeyValue = _queryKeyValue.RowRange(0, rows);
            Normalization.Forward(_kernels, stream, block.Parameters.AttentionGain, _shape.NormEpsilon, null, normed);
            Linear.Forward(_kernels, normed, block.QueryKeyValue, add: false, queryKeyValue);
            if (_shape.QueryKeyNorm)
            {
                _heads.Forward(block.Parameters, inverseRms: null, queryKeyValue);
            }
            Attend(chunks, layer, queryKeyValue);
            Linear.Forward(_kernels, _attended.RowRange(0, rows), block.Output, add: true, stream);

            Normalization.Forward(_kernels, stream, block.Parameters.FeedForwardGain, _shape.NormEpsilon, null, normed);
            FeedForward.Forward(_kernels, normed, block, _gateUp.RowRange(0, rows), _gated.RowRange(0, rows), stream);
        }
        foreach (var chunk in chunks)
        {
            chunk.Cache.Length += chunk.Tokens.Length;
        }

        var wanted = GatherWanted(chunks);
        Normalization.Forward(_kernels, stream.RowRange(0, wanted), _weights.Parameters.FinalGain, _shape.NormEpsilon, null, normed);
        Linear.Forward(_kernels, normed.RowRange(0, wanted), _weights.Head, add: false, logits.RowRange(0, wanted));
        GC.KeepAlive(this);
    }

    public void Dispose() => _memory.Dispose();

    private int Embed(IReadOnlyList<Chunk> chunks)
    {
        var row = 0;
        foreach (var chunk in chunks)
        {
            foreach (var token in chunk.Tokens.Span)
            {
                _weights.Parameters.Embedding.Row(token).CopyTo(_stream.Row(row++));
            }
        }
        return row;
    }

    private void Attend(IReadOnlyList<Chunk> chunks, int layer, Matrix queryKeyValue)
    {
        var first = 0;
        foreach (var chunk in chunks)
        {
            var rows = queryKeyValue.RowRange(first, chunk.Tokens.Length);
            for (var row = 0; row < rows.Rows; row++)
            {
                _rotary.Rotate(_kernels, chunk.Cache.Length + row, direction: 1f, rows.Row(row)[.._shape.RotatedWidth]);
            }
            _attention.Forward(rows, layer, chunk.Cache, _attended.RowRange(first, rows.Rows));
            first += rows.Rows;
        }
    }

    /// <summary>Moves the rows whose logits are wanted to the front; each moves towards the front or stays.</summary>
    private int GatherWanted(IReadOnlyList<Chunk> chunks)
    {
        var (first, wanted) = (0, 0);
        foreach (var chunk in chunks)
        {
            for (var row = first + chunk.Tokens.Length - chunk.Wanted; row < first + chunk.Tokens.Length; row++, wanted++)
            {
                _stream.Row(row).CopyTo(_stream.Row(wanted));
            }
            first += chunk.Tokens.Length;
        }
        return wanted;
    }
}

/// <summary>The new tokens of one sequence.</summary>
/// <param name="Wanted">Logits are wanted behind this many of the last tokens.</param>
internal readonly record struct Chunk(KeyValueCache Cache, ReadOnlyMemory<int> Tokens, int Wanted);
