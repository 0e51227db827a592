using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// New tokens of many sequences in one go through the model: one row per token, whether it is part of a prompt or
/// the last token that was drawn. Every row's result is the same whatever rows are beside it, and whoever computes it.
/// </summary>
internal sealed class SamplingPass : IDisposable
{
    private readonly TransformerShape _shape;
    private readonly KernelSet _kernels;
    private readonly SamplingWeights _weights;
    private readonly SamplingSteps _steps;
    private readonly MatrixMemory _memory = new();
    private readonly RotaryTable _rotary;
    private readonly CachedAttention[] _attentions;
    private readonly Matrix _stream;
    private readonly Matrix _normed;
    private readonly Matrix _queryKeyValue;
    private readonly Matrix _attended;
    private readonly Matrix _gateUp;
    private readonly Matrix _gated;

    /// <param name="rows">Most new tokens of one call.</param>
    public SamplingPass(SamplingWeights weights, KernelSet kernels, SamplingTeam team, int rows)
    {
        _weights = weights;
        _kernels = kernels;
        _shape = weights.Shape;
        _steps = new SamplingSteps(kernels, team, weights.Scratch, _memory);
        Rows = rows;
        _rotary = new RotaryTable(_shape, _memory);
        _attentions = [.. Enumerable.Range(0, team.Threads).Select(_ => new CachedAttention(_shape, kernels))];
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
        _rotary.Reach(chunks.Max(chunk => chunk.Cache.Length + chunk.Tokens.Length));
        var (stream, normed) = (_stream.RowRange(0, rows), _normed.RowRange(0, rows));
        var (queryKeyValue, attended) = (_queryKeyValue.RowRange(0, rows), _attended.RowRange(0, rows));
        var (gateUp, gated) = (_gateUp.RowRange(0, rows), _gated.RowRange(0, rows));
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var weights = _weights.Layers[layer];
            _steps.Normalize(stream, weights.AttentionGain, _shape.NormEpsilon, normed);
            _steps.Multiply(normed, weights.QueryKeyValue, add: false, queryKeyValue);
            Position(chunks, weights, queryKeyValue);
            Attend(chunks, layer, queryKeyValue, attended);
            _steps.Multiply(attended, weights.Output, add: true, stream);

            _steps.Normalize(stream, weights.FeedForwardGain, _shape.NormEpsilon, normed);
            _steps.Multiply(normed, weights.GateUp, add: false, gateUp);
            _steps.Gate(gateUp, gated);
            _steps.Multiply(gated, weights.Down, add: true, stream);
        }
        foreach (var chunk in chunks)
        {
            chunk.Cache.Settle();
        }

        var wanted = GatherWanted(chunks);
        if (wanted > 0)
        {
            normed = _normed.RowRange(0, wanted);
            _steps.Normalize(_stream.RowRange(0, wanted), _weights.FinalGain, _shape.NormEpsilon, normed);
            _steps.Multiply(normed, _weights.Head, add: false, logits.RowRange(0, wanted));
        }
        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        foreach (var attention in _attentions)
        {
            attention.Dispose();
        }
        _memory.Dispose();
    }

    private int Embed(IReadOnlyList<Chunk> chunks)
    {
        var row = 0;
        foreach (var chunk in chunks)
        {
            foreach (var token in chunk.Tokens.Span)
            {
                _weights.Embed(token, _stream.Row(row++));
            }
        }
        return row;
    }

    /// <summary>Normalises queries and keys where the model does, and turns them to their positions.</summary>
    private void Position(IReadOnlyList<Chunk> chunks, SamplingLayer weights, Matrix queryKeyValue)
    {
        var first = 0;
        foreach (var chunk in chunks)
        {
            for (var row = 0; row < chunk.Tokens.Length; row++)
            {
                var heads = queryKeyValue.Row(first + row)[.._shape.RotatedWidth];
                if (weights is { QueryGain: { } queryGain, KeyGain: { } keyGain })
                {
                    NormalizeHeads(heads[.._shape.QueryWidth], queryGain);
                    NormalizeHeads(heads[_shape.QueryWidth..], keyGain);
                }
                _rotary.Rotate(_kernels, chunk.Cache.Length + row, direction: 1f, heads);
            }
            first += chunk.Tokens.Length;
        }
    }

    private void NormalizeHeads(Span<float> heads, Matrix gain)
    {
        for (var start = 0; start < heads.Length; start += _shape.HeadSize)
        {
            var head = heads.Slice(start, _shape.HeadSize);
            _kernels.Normalize(head, gain.Row(0), _shape.NormEpsilon, head);
        }
    }

    /// <summary>All caches are written, in order, before any is read: a chunk may begin with what an earlier one reads in this very pass.</summary>
    private void Attend(IReadOnlyList<Chunk> chunks, int layer, Matrix queryKeyValue, Matrix attended)
    {
        var first = 0;
        foreach (var chunk in chunks)
        {
            var keyValues = queryKeyValue.ColumnRange(_shape.QueryWidth, _shape.QueryKeyValueWidth - _shape.QueryWidth);
            chunk.Cache.Write(layer, keyValues.RowRange(first, chunk.Tokens.Length));
            first += chunk.Tokens.Length;
        }
        _steps.Each(chunks, chunk => _attentions[0].Parts(chunk.Tokens.Length), (thread, chunk, row, part) =>
            _attentions[thread].Forward(
                queryKeyValue.RowRange(row, chunk.Tokens.Length), layer, chunk.Cache, part, attended.RowRange(row, chunk.Tokens.Length)));
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
