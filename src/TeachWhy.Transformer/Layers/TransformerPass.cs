using TeachWhy.Transformer.Adapters;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Layers;

/// <summary>
/// One packed row forward, and back again for its gradients. A pass owns the memory for one row and reuses it;
/// one thread uses it at a time.
/// </summary>
public sealed unsafe class TransformerPass : IDisposable
{
    private readonly TransformerShape _shape;
    private readonly KernelSet _kernels;
    private readonly MatrixMemory _memory = new();
    private readonly TransformerBlock _block;
    private readonly BlockActivations[] _kept;
    private readonly BlockGradients _scratch;
    private readonly LossHead _head;
    private readonly Matrix _stream;
    private readonly Matrix _learned;
    private readonly Matrix _learnedNormed;
    private readonly Matrix _dLearned;
    private readonly Matrix _dLearnedNormed;
    private readonly float* _inverseRms;
    private readonly List<Segment> _segments = [];
    private readonly LossTarget[] _targets;

    public TransformerPass(TransformerShape shape, KernelSet kernels)
    {
        _shape = shape;
        _kernels = kernels;
        var attention = new AttentionContext(shape, kernels, _memory);
        var heads = new HeadNormalization(shape, kernels, _memory);
        _block = new TransformerBlock(shape, kernels, attention, heads, new RotaryTable(shape, _memory),
            new LowRankProduct(kernels, _memory, shape.Context));
        _kept = [.. Enumerable.Range(0, shape.Layers).Select(_ => new BlockActivations(shape, kernels, _memory))];
        _scratch = new BlockGradients(shape, kernels, _memory);
        _head = new LossHead(shape, kernels, _memory);
        _stream = _memory.Reserve(shape.Context, shape.Channels);
        _learned = _memory.Reserve(shape.Context, shape.Channels);
        _learnedNormed = _memory.Reserve(shape.Context, shape.Channels);
        _dLearned = _memory.Reserve(shape.Context, shape.Channels);
        _dLearnedNormed = _memory.Reserve(shape.Context, shape.Channels);
        _inverseRms = _memory.Reserve((long)shape.Context);
        _targets = new LossTarget[shape.Context];
    }

    /// <summary>Σ weight · cross-entropy over the row.</summary>
    /// <param name="starts">Where each document begins; none sees another.</param>
    /// <param name="lossWeights">Weight of predicting each token from those before it; ignored at a document's first token.</param>
    public double Loss(PackedWeights weights, ReadOnlySpan<int> tokens, ReadOnlySpan<int> starts, ReadOnlySpan<float> lossWeights)
    {
        var targets = Forward(weights, tokens, starts, lossWeights);
        var loss = _head.Forward(_learnedNormed.RowRange(0, targets.Length), targets, weights.Head);
        GC.KeepAlive(weights);
        GC.KeepAlive(this);
        return loss;
    }

    /// <summary>As <see cref="Loss"/>; also adds <paramref name="scale"/> times its gradient to <paramref name="gradients"/>: the model's, or those of an adapter.</summary>
    public double AddGradients(
        PackedWeights weights, ReadOnlySpan<int> tokens, ReadOnlySpan<int> starts, ReadOnlySpan<float> lossWeights,
        float scale, ParameterBlock gradients)
    {
        var places = gradients.Places;
        var targets = Forward(weights, tokens, starts, lossWeights);
        var count = targets.Length;
        var dLearnedNormed = _dLearnedNormed.RowRange(0, count);
        var loss = _head.ForwardBackward(
            _learnedNormed.RowRange(0, count), targets, weights.Head, scale, dLearnedNormed, places.Head);

        var dLearned = _dLearned.RowRange(0, count);
        dLearned.Clear();
        Normalization.Backward(
            _kernels, dLearnedNormed, _learned.RowRange(0, count), weights.Parameters.FinalGain, _inverseRms,
            dLearned, places.FinalGain);
        var dStream = _stream.RowRange(0, tokens.Length);
        Scatter(dLearned, targets, dStream);

        for (var layer = _shape.Layers - 1; layer >= 0; layer--)
        {
            _block.Backward(weights.Blocks[layer], _segments, _kept[layer], _scratch, dStream, places.Blocks[layer]);
        }
        for (var row = 0; places.Embedding is { } dEmbedding && row < tokens.Length; row++)
        {
            _kernels.Add(dStream.Row(row), dEmbedding.Row(tokens[row]));
        }
        GC.KeepAlive(weights);
        GC.KeepAlive(gradients);
        GC.KeepAlive(this);
        return loss;
    }

    public void Dispose() => _memory.Dispose();

    /// <summary>Runs the blocks and leaves the normalised rows that something is learned from, side by side.</summary>
    private ReadOnlySpan<LossTarget> Forward(
        PackedWeights weights, ReadOnlySpan<int> tokens, ReadOnlySpan<int> starts, ReadOnlySpan<float> lossWeights)
    {
        Check(tokens, lossWeights);
        Segments.Find(starts, tokens.Length, _segments);
        var embedding = weights.Parameters.Embedding;
        for (var row = 0; row < tokens.Length; row++)
        {
            embedding.Row(tokens[row]).CopyTo(_kept[0].Input.Row(row));
        }
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var output = layer + 1 < _shape.Layers ? _kept[layer + 1].Input : _stream;
            _block.Forward(weights.Blocks[layer], _segments, _kept[layer], output.RowRange(0, tokens.Length));
        }

        var targets = FindTargets(tokens, lossWeights);
        for (var i = 0; i < targets.Length; i++)
        {
            _stream.Row(targets[i].Row).CopyTo(_learned.Row(i));
        }
        Normalization.Forward(
            _kernels, _learned.RowRange(0, targets.Length), weights.Parameters.FinalGain, _shape.NormEpsilon,
            _inverseRms, _learnedNormed);
        return targets;
    }

    private ReadOnlySpan<LossTarget> FindTargets(ReadOnlySpan<int> tokens, ReadOnlySpan<float> lossWeights)
    {
        var count = 0;
        foreach (var segment in _segments)
        {
            for (var next = segment.Start + 1; next < segment.Start + segment.Length; next++)
            {
                if (lossWeights[next] != 0f)
                {
                    _targets[count++] = new LossTarget(next - 1, tokens[next], lossWeights[next]);
                }
            }
        }
        return _targets.AsSpan(0, count);
    }

    private static void Scatter(Matrix source, ReadOnlySpan<LossTarget> targets, Matrix destination)
    {
        destination.Clear();
        for (var i = 0; i < targets.Length; i++)
        {
            source.Row(i).CopyTo(destination.Row(targets[i].Row));
        }
    }

    private void Check(ReadOnlySpan<int> tokens, ReadOnlySpan<float> lossWeights)
    {
        if (tokens.Length > _shape.Context)
        {
            throw new ArgumentException($"A row of {tokens.Length} tokens is longer than the context of {_shape.Context}.", nameof(tokens));
        }
        if (lossWeights.Length != tokens.Length)
        {
            throw new ArgumentException($"{tokens.Length} tokens need as many weights, not {lossWeights.Length}.", nameof(lossWeights));
        }
        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)_shape.Vocabulary)
            {
                throw new ArgumentException($"Token {token} is outside the vocabulary of {_shape.Vocabulary}.", nameof(tokens));
            }
        }
    }
}
