using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// A model as sampling reads it: packed matrices and gains, each once. A tied head serves as embedding too. The tensors
/// are read one panel at a time, so that nothing but the packed model is ever held.
/// </summary>
internal sealed unsafe class SamplingWeights : IDisposable
{
    private readonly MatrixMemory _memory = new();
    private readonly KernelSet _kernels;
    private readonly IWeightSource _source;
    private readonly bool _isCompact;
    private readonly EmbeddingRows? _embedding;

    /// <exception cref="ModelTooLargeException">There is not enough memory; none of it has been taken.</exception>
    public SamplingWeights(IWeightSource source, WeightType type, KernelSet kernels)
    {
        Shape = source.Shape.Validated();
        _source = source;
        _kernels = kernels;
        _isCompact = type switch
        {
            WeightType.Float32 => false,
            WeightType.BFloat16 => true,
            _ => throw new ArgumentException($"Weights are kept as Float32 or BFloat16, not as {type}."),
        };
        RequireMemory();
        try
        {
            Layers = [.. Enumerable.Range(0, Shape.Layers).Select(layer => ReadLayer($"model.layers.{layer}"))];
            FinalGain = Vector("model.norm.weight", Shape.Channels);
            Head = Weight(Shape.Channels, false, (Shape.TiedHead ? "model.embed_tokens" : "lm_head", Shape.Vocabulary));
            _embedding = Shape.TiedHead ? null : new EmbeddingRows(source, _isCompact, kernels, _memory);
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    public TransformerShape Shape { get; }

    public IReadOnlyList<SamplingLayer> Layers { get; }

    /// <summary>[1, channels]</summary>
    public Matrix FinalGain { get; }

    public SamplingWeight Head { get; }

    /// <summary>Memory of the matrices.</summary>
    public long Bytes { get; private set; }

    /// <summary>Floats that a product with any of them needs to work in.</summary>
    public long Scratch { get; private set; }

    /// <summary>What stands for a token at the beginning of the stream.</summary>
    public void Embed(int token, Span<float> destination)
    {
        if (_embedding is { } rows)
        {
            rows.CopyRow(token, destination);
        }
        else
        {
            Head.CopyColumn(token, _kernels.PanelWidth, destination);
        }
    }

    public void Dispose() => _memory.Dispose();

    private SamplingLayer ReadLayer(string name)
    {
        var (shape, attention, forward) = (Shape, $"{name}.self_attn", $"{name}.mlp");
        var groups = shape.KeyValueHeads * shape.HeadSize;
        return new SamplingLayer(
            Vector($"{name}.input_layernorm.weight", shape.Channels),
            Weight(
                shape.Channels, shape.QueryKeyValueBias,
                ($"{attention}.q_proj", shape.QueryWidth), ($"{attention}.k_proj", groups), ($"{attention}.v_proj", groups)),
            shape.QueryKeyNorm ? Vector($"{attention}.q_norm.weight", shape.HeadSize) : null,
            shape.QueryKeyNorm ? Vector($"{attention}.k_norm.weight", shape.HeadSize) : null,
            Weight(shape.QueryWidth, shape.OutputBias, ($"{attention}.o_proj", shape.Channels)),
            Vector($"{name}.post_attention_layernorm.weight", shape.Channels),
            Weight(shape.Channels, false, ($"{forward}.gate_proj", shape.Hidden), ($"{forward}.up_proj", shape.Hidden)),
            Weight(shape.Hidden, false, ($"{forward}.down_proj", shape.Channels)));
    }

    /// <summary>Matrices [outputs, inputs], one below the other, packed as one.</summary>
    private SamplingWeight Weight(int inputs, bool hasBias, params (string Name, int Outputs)[] parts)
    {
        var (outputs, width) = (parts.Sum(part => part.Outputs), _kernels.PanelWidth);
        var length = Panels.PackedLength(inputs, outputs, width);
        var place = _memory.Reserve(_isCompact ? (length + 1) / 2 : length);
        Bytes += length * (_isCompact ? sizeof(ushort) : sizeof(float));
        Scratch = Math.Max(Scratch, (long)inputs * width);
        var panels = Panels.Packed(place, inputs, outputs, width);
        using var memory = new MatrixMemory();
        var rows = new Matrix(memory.Reserve((long)width * inputs), width, inputs);
        var aside = memory.Reserve(panels.PanelStride);
        for (var first = 0; first < outputs; first += width)
        {
            var some = rows.RowRange(0, Math.Min(width, outputs - first));
            ReadRows(parts, ".weight", first, some);
            var start = first / width * panels.PanelStride;
            _kernels.Pack(some.Transposed, _isCompact ? aside : place + start);
            if (_isCompact)
            {
                BFloat16.Round(new(aside, (int)panels.PanelStride), new((ushort*)place + start, (int)panels.PanelStride));
            }
        }

        Matrix? bias = hasBias ? new Matrix(_memory.Reserve(outputs), 1, outputs) : null;
        if (bias is { } vector)
        {
            // A bias is a column of numbers: rows of width one.
            ReadRows(parts, ".bias", 0, new Matrix(vector.Data, outputs, 1));
        }
        return new SamplingWeight(panels, _isCompact ? (ushort*)place : null, bias);
    }

    /// <summary>Rows of tensors that lie one below the other; the destination is in one piece.</summary>
    private void ReadRows((string Name, int Outputs)[] parts, string kind, int first, Matrix destination)
    {
        var start = 0;
        foreach (var (name, outputs) in parts)
        {
            var from = Math.Max(first, start);
            var end = Math.Min(first + destination.Rows, start + outputs);
            if (from < end)
            {
                var place = destination.RowPointer(from - first);
                _source.Read(name + kind, (long)(from - start) * destination.Columns, new Span<float>(place, (end - from) * destination.Columns));
            }
            start += outputs;
        }
    }

    private Matrix Vector(string name, int length)
    {
        var vector = new Matrix(_memory.Reserve(length), 1, length);
        _source.Read(name, 0, vector.Row(0));
        return vector;
    }

    private void RequireMemory()
    {
        var needed = (Int128)Shape.ParameterCount * (_isCompact ? sizeof(ushort) : sizeof(float));
        if (needed > AvailableMemory.Bytes)
        {
            throw new ModelTooLargeException(
                $"A model of {Shape.ParameterCount} weights in {(_isCompact ? "bfloat16" : "float32")}", (long)Int128.Min(needed, long.MaxValue), AvailableMemory.Bytes);
        }
    }
}

/// <summary>What stands for each token, where the head has a matrix of its own: [vocabulary, channels], read row by row.</summary>
internal sealed unsafe class EmbeddingRows
{
    private readonly float* _rows;
    private readonly bool _isCompact;
    private readonly KernelSet _kernels;

    public EmbeddingRows(IWeightSource source, bool isCompact, KernelSet kernels, MatrixMemory memory)
    {
        var shape = source.Shape;
        _isCompact = isCompact;
        _kernels = kernels;
        _rows = memory.Reserve(((long)shape.Vocabulary * shape.Channels + 1) / (isCompact ? 2 : 1));
        var row = new float[shape.Channels];
        for (var token = 0; token < shape.Vocabulary; token++)
        {
            source.Read("model.embed_tokens.weight", (long)token * row.Length, row);
            var start = (nint)token * row.Length;
            if (isCompact)
            {
                BFloat16.Round(row, new((ushort*)_rows + start, row.Length));
            }
            else
            {
                row.CopyTo(new Span<float>(_rows + start, row.Length));
            }
        }
    }

    public void CopyRow(int token, Span<float> destination)
    {
        var start = (nint)token * destination.Length;
        if (_isCompact)
        {
            _kernels.Widen(new((ushort*)_rows + start, destination.Length), destination);
        }
        else
        {
            new ReadOnlySpan<float>(_rows + start, destination.Length).CopyTo(destination);
        }
    }
}
